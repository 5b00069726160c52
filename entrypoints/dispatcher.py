"""The loop that sends webhooks."""

import asyncio
from dataclasses import dataclass, field

from application.app import Application
from domain.webhook.delivery import Delivery
from entrypoints.worker import survive

_MAX_CALLS = 256
"""At once in this process; a call that waits costs a socket and little else."""

_IDLE_LOOK_S = 0.5


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Turns events into deliveries, and sends what is due, many at once.

    Cancelling `run` hands every claim back.
    """

    application: Application
    _free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_MAX_CALLS))
    _done: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with asyncio.TaskGroup() as calls:
            while True:
                self._done.clear()
                is_behind = await survive(self.application.plan_deliveries)
                while claimed := await self._claim():
                    calls.create_task(self._send(claimed))
                if not is_behind:
                    await self._rest()

    async def _claim(self) -> Delivery | None:
        await self._free.acquire()
        claimed = await survive(self.application.deliver_webhook.claim)
        if claimed is None:
            self._free.release()
        return claimed

    async def _send(self, claimed: Delivery) -> None:
        try:
            await survive(lambda: self.application.deliver_webhook(claimed))
        finally:
            self._free.release()
            self._done.set()

    async def _rest(self) -> None:
        """Wait a moment, or until a call ends: its endpoint may have more waiting."""
        try:
            async with asyncio.timeout(_IDLE_LOOK_S):
                await self._done.wait()
        except TimeoutError:
            return
