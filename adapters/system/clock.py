"""The only ambient time."""

import asyncio
from datetime import UTC, datetime

from application.ports.clock import Clock


class SystemClock(Clock):
    """The machine's wall clock for instants, the event loop's monotonic one for waiting."""

    def now(self) -> datetime:
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
