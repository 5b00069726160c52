"""Who watches the work: figures, traces, or nobody."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Protocol

from domain.ids import VideoId


class AttemptObserver(Protocol):
    """Watches one attempt; answers at once and raises nothing, as its maker does."""

    @abstractmethod
    def came_to(self, step: str) -> None:
        """Take note that the engine brought `step`, and that it was taken over."""

    @abstractmethod
    def ended(self, outcome: str, took_s: float, media_s: float) -> None:
        """Take note of the end, after which nothing more comes.

        Args:
            outcome: `finished`, `waiting` for a hosted engine, `handed_back`, `lost` to a newer
                attempt, or the code of a failure.
            took_s: how long it took.
            media_s: how long the video plays; 0.0 where that was not found out.
        """


class WorkObserver(Protocol):
    """Watches everything that is done beside requests."""

    @abstractmethod
    def attempt_began(
        self, video_id: VideoId, number: int, request_id: str | None
    ) -> AttemptObserver:
        """Return who watches an attempt, made on behalf of the request that uploaded the file."""

    @abstractmethod
    def swept(self, counts: Mapping[str, int]) -> None:
        """Take note of what a sweep removed, by kind."""
