"""Wake-ups for the workers of this process."""

import asyncio
from contextlib import suppress

from application.ports.job_queue import JobQueue, WakeUps


class InProcessJobQueue(JobQueue, WakeUps):
    """Wakes workers on the same event loop; a crash loses wake-ups, never work.

    One `wake` ends one `wait`, also one that begins later: a worker that looked just before the
    record was there does not sleep over it.
    At most `slots` wake-ups are kept, since every busy worker looks again before it waits.
    """

    def __init__(self, slots: int) -> None:
        self._wakeups: asyncio.Queue[None] = asyncio.Queue(maxsize=slots)

    async def wake(self) -> None:
        with suppress(asyncio.QueueFull):
            self._wakeups.put_nowait(None)

    async def wait(self, timeout_s: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._wakeups.get()
