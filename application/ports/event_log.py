"""What happened to all videos, in one order."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.ids import UserId, VideoId
from domain.video.events import VideoEvent


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """An event and its number, at least 1."""

    number: int
    event: VideoEvent


class EventLog(Protocol):
    """The events of the whole store; the repository of videos appends, nobody else.

    The write that changes a video holds its events too (`domain.video.events.events_of`): there
    is never one without the other.
    Numbers rise, and may leave gaps.
    They become readable in their order: whoever has read a number, or was told it is the head,
    never meets a smaller one that is new.
    Every method raises StoreUnavailableError when the store does not answer.
    """

    @abstractmethod
    async def read(
        self, owner_id: UserId, after: int, limit: int, video_id: VideoId | None = None
    ) -> tuple[LoggedEvent, ...]:
        """Return the owner's first `limit` events whose number is above `after`.

        Where `video_id` is given, only those of that video.
        """

    @abstractmethod
    async def read_all(self, after: int, limit: int) -> tuple[LoggedEvent, ...]:
        """Return the first `limit` events of anybody whose number is above `after`."""

    @abstractmethod
    async def head(self) -> int:
        """Return the number of the newest event, 0 where there never was one."""

    @abstractmethod
    async def settle(self) -> int:
        """Make readable what a process left unnumbered when it died; return how many events."""

    @abstractmethod
    async def remove_before(self, before: datetime) -> int:
        """Forget events that happened before `before`; return how many.

        Numbers that were given stay given: later events get higher ones.
        """
