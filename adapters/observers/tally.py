"""Sums of the work of this process."""

from collections import Counter
from collections.abc import Mapping

from application.ports.work_observer import AttemptObserver, WorkObserver
from application.ports.work_tally import WorkDone, WorkTally
from domain.ids import VideoId

_FINISHED = "finished"


class InProcessWorkTally(WorkObserver, WorkTally):
    """Adds up what it is told."""

    def __init__(self) -> None:
        self._attempts: Counter[str] = Counter()
        self._swept: Counter[str] = Counter()
        self._media_s = 0.0
        self._work_s = 0.0

    def attempt_began(
        self,
        video_id: VideoId,  # noqa: ARG002 - sums tell of no video
        number: int,  # noqa: ARG002
        request_id: str | None,  # noqa: ARG002
    ) -> AttemptObserver:
        return _Counted(self)

    def swept(self, counts: Mapping[str, int]) -> None:
        self._swept.update(counts)

    def read(self) -> WorkDone:
        return WorkDone(dict(self._attempts), dict(self._swept), self._media_s, self._work_s)

    def add(self, outcome: str, took_s: float, media_s: float) -> None:
        """Add an attempt."""
        self._attempts[outcome] += 1
        if outcome == _FINISHED:
            self._media_s += media_s
            self._work_s += took_s


class _Counted(AttemptObserver):
    def __init__(self, tally: InProcessWorkTally) -> None:
        self._tally = tally

    def came_to(self, step: str) -> None:
        pass  # steps have no sums

    def ended(self, outcome: str, took_s: float, media_s: float) -> None:
        self._tally.add(outcome, took_s, media_s)
