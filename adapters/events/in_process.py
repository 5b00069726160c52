"""Signals on this event loop, and a look at the log for what other processes wrote."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from application.ports.event_log import EventLog
from application.ports.event_signals import EventSignals, EventWatch
from domain.ids import UserId

_MAX_NEWS = 500
"""More than this at one look, and everybody is woken instead."""


class InProcessEventSignals(EventSignals):
    """Wakes watchers of this process at once; `refresh` finds what other processes appended.

    Whoever runs the service calls `refresh` a few times a second: one look at the end of the log,
    however many watch, and none while nobody does.
    """

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._watches: defaultdict[UserId, set[_Watch]] = defaultdict(set)
        self._seen: int | None = None
        self._is_closed = False

    async def announce(self, owner_id: UserId) -> None:
        self._wake(owner_id)

    @contextmanager
    def watch(self, owner_id: UserId) -> Iterator[EventWatch]:
        watch = _Watch()
        if self._is_closed:
            watch.end()
        self._watches[owner_id].add(watch)
        try:
            yield watch
        finally:
            self._watches[owner_id].discard(watch)
            if not self._watches[owner_id]:
                del self._watches[owner_id]

    async def refresh(self) -> None:
        """Wake watchers of owners with events that were not there at the last call.

        Raises:
            StoreUnavailableError: the store does not answer.
        """
        if not self._watches:
            self._seen = None
            return
        if self._seen is None:
            # Nobody looked before: what came between a watcher's reading and now is not known.
            self._seen = await self._log.head()
            self._wake_everybody()
            return
        news = await self._log.read_all(self._seen, _MAX_NEWS)
        if len(news) == _MAX_NEWS:
            self._seen = await self._log.head()
            self._wake_everybody()
        elif news:
            self._seen = news[-1].number
            for owner_id in {entry.event.owner_id for entry in news}:
                self._wake(owner_id)

    def close(self) -> None:
        """End all waiting, from here on, since this process is stopping."""
        self._is_closed = True
        for watches in self._watches.values():
            for watch in watches:
                watch.end()

    def _wake_everybody(self) -> None:
        for owner_id in self._watches:
            self._wake(owner_id)

    def _wake(self, owner_id: UserId) -> None:
        for watch in self._watches.get(owner_id, ()):
            watch.wake()


class _Watch(EventWatch):
    """An asyncio event that is cleared by waiting for it."""

    def __init__(self) -> None:
        self._news = asyncio.Event()
        self._is_over = False

    @property
    def is_over(self) -> bool:
        return self._is_over

    async def wait(self, timeout_s: float) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._news.wait()
            self._news.clear()
            return True
        return False

    def wake(self) -> None:
        """End the wait, or the next one where nobody waits."""
        self._news.set()

    def end(self) -> None:
        """End every wait from here on."""
        self._is_over = True
        self._news.set()
