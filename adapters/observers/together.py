"""Several who watch the same."""

from collections.abc import Mapping

from application.ports.work_observer import AttemptObserver, WorkObserver
from domain.ids import VideoId


class Together(WorkObserver):
    """Tells each of `observers`, in their order."""

    def __init__(self, *observers: WorkObserver) -> None:
        self._observers = observers

    def attempt_began(
        self, video_id: VideoId, number: int, request_id: str | None
    ) -> AttemptObserver:
        return _TogetherOnAttempt(
            [one.attempt_began(video_id, number, request_id) for one in self._observers]
        )

    def swept(self, counts: Mapping[str, int]) -> None:
        for one in self._observers:
            one.swept(counts)


class _TogetherOnAttempt(AttemptObserver):
    def __init__(self, observers: list[AttemptObserver]) -> None:
        self._observers = observers

    def came_to(self, step: str) -> None:
        for one in self._observers:
            one.came_to(step)

    def ended(self, outcome: str, took_s: float, media_s: float) -> None:
        for one in self._observers:
            one.ended(outcome, took_s, media_s)
