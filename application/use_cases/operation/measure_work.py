"""How much work there is, and how much was done."""

from dataclasses import dataclass

from application.ports.clock import Clock
from application.ports.video_repository import VideoRepository, WorkLoad
from application.ports.work_tally import WorkDone, WorkTally


@dataclass(frozen=True, slots=True)
class WorkMeasures:
    """The work that all processes share, and what this one has done."""

    load: WorkLoad
    done: WorkDone


class MeasureWork:
    """Tell how many videos wait and are worked on, and what this process has done so far."""

    def __init__(self, videos: VideoRepository, tally: WorkTally, clock: Clock) -> None:
        self._videos = videos
        self._tally = tally
        self._clock = clock

    async def __call__(self) -> WorkMeasures:
        return WorkMeasures(await self._videos.measure_work(self._clock.now()), self._tally.read())
