"""How much work there is."""

from application.ports.clock import Clock
from application.ports.video_repository import VideoRepository, WorkLoad


class MeasureWork:
    """Tell how many videos wait, how many are worked on, and since when the oldest waits."""

    def __init__(self, videos: VideoRepository, clock: Clock) -> None:
        self._videos = videos
        self._clock = clock

    async def __call__(self) -> WorkLoad:
        return await self._videos.measure_work(self._clock.now())
