"""Time that passes when a test says so."""

import asyncio
from datetime import UTC, datetime, timedelta

from application.ports.clock import Clock


class ManualClock(Clock):
    """Stands still until it is moved.

    `advance` lets time pass, and ends the sleeps that are over; `jump_to` corrects the wall clock,
    which no sleep notices.
    """

    def __init__(self, start: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        self._now = start
        self._elapsed_s = 0.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    @property
    def sleepers(self) -> int:
        """How many calls of `sleep` have not returned."""
        return sum(not future.done() for _, future in self._sleepers)

    @property
    def elapsed_s(self) -> float:
        """How much time has passed, which no jump changes."""
        return self._elapsed_s

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        """Let `by` pass: whole milliseconds, not negative."""
        self._now += by
        self._elapsed_s += by.total_seconds()
        for wakes_at_s, future in self._sleepers:
            if wakes_at_s <= self._elapsed_s and not future.done():
                future.set_result(None)
        self._sleepers = [entry for entry in self._sleepers if not entry[1].done()]

    def jump_to(self, instant: datetime) -> None:
        """Set the wall clock, in either direction."""
        self._now = instant

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._elapsed_s + seconds, future))
        await future
