"""Keeping the log whole, and bounded."""

from datetime import timedelta

from application.ports.clock import Clock
from application.ports.event_log import EventLog

EVENTS_KEPT_FOR = timedelta(days=30)
"""Longer than any sensible absence of a reader, and than every retry of a webhook."""


class SettleEvents:
    """Make readable what a process that died left half told; return how many events."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    async def __call__(self) -> int:
        return await self._log.settle()


class ForgetEvents:
    """Forget events that are older than 30 days; return how many."""

    def __init__(self, log: EventLog, clock: Clock) -> None:
        self._log = log
        self._clock = clock

    async def __call__(self) -> int:
        return await self._log.remove_before(self._clock.now() - EVENTS_KEPT_FOR)
