"""The only ambient time."""

import asyncio
import time
from datetime import UTC, datetime

from application.ports.clock import Clock

_NS_PER_MS = 1_000_000
_MS_PER_S = 1000


class SystemClock(Clock):
    """The machine's wall clock for instants, the event loop's monotonic one for waiting."""

    def __init__(self) -> None:
        self._latest = (0, datetime.fromtimestamp(0, UTC))

    def now(self) -> datetime:
        now_ms = time.time_ns() // _NS_PER_MS
        latest_ms, instant = self._latest
        if now_ms != latest_ms:
            instant = datetime.fromtimestamp(now_ms / _MS_PER_S, UTC)
            self._latest = (now_ms, instant)
        return instant

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
