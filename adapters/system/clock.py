"""The only ambient time."""

import asyncio
import time
from datetime import UTC, datetime

from application.ports.clock import Clock

_NS_PER_MS = 1_000_000
_MS_PER_S = 1000


class SystemClock(Clock):
    """The machine's wall clock for instants, the event loop's monotonic one for waiting."""

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time_ns() // _NS_PER_MS / _MS_PER_S, UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
