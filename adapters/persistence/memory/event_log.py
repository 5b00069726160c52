"""Events in a list."""

import itertools
from collections.abc import Callable, Iterable
from datetime import datetime

from application.ports.event_log import EventLog, LoggedEvent
from domain.ids import UserId, VideoId
from domain.video.events import VideoEvent


class MemoryEventLog(EventLog):
    """Counts from 1; every reading looks at each event."""

    def __init__(self) -> None:
        self._entries: list[LoggedEvent] = []
        self._head = 0

    def append(self, events: Iterable[VideoEvent]) -> None:
        """Number the events, in the same breath in which their change is made."""
        for event in events:
            self._head += 1
            self._entries.append(LoggedEvent(self._head, event))

    async def read(
        self, owner_id: UserId, after: int, limit: int, video_id: VideoId | None = None
    ) -> tuple[LoggedEvent, ...]:
        return self._first(
            limit,
            lambda entry: (
                entry.number > after
                and entry.event.owner_id == owner_id
                and video_id in {None, entry.event.video_id}
            ),
        )

    async def read_all(self, after: int, limit: int) -> tuple[LoggedEvent, ...]:
        return self._first(limit, lambda entry: entry.number > after)

    async def head(self) -> int:
        return self._head

    async def settle(self) -> int:
        return 0

    async def remove_before(self, before: datetime) -> int:
        kept = [entry for entry in self._entries if entry.event.at >= before]
        removed = len(self._entries) - len(kept)
        self._entries = kept
        return removed

    def _first(self, limit: int, wanted: Callable[[LoggedEvent], bool]) -> tuple[LoggedEvent, ...]:
        return tuple(itertools.islice(filter(wanted, self._entries), limit))
