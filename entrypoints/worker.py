"""The loops that work on videos and keep the records true."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeVar

from application.app import Application
from application.errors import ServiceUnavailableError
from application.ports.job_queue import WakeUps

Result = TypeVar("Result")

_log = logging.getLogger(__name__)

_IDLE_LOOK_S = 5.0
"""An idle slot looks at the records this often, for work whose gap after a failure is over."""

_TROUBLE_PAUSE_S = 1.0
_COLLECT = timedelta(seconds=1)
_SETTLE = timedelta(seconds=1)
_SWEEP = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Worker:
    """Works on due videos, `concurrency` at once, and reconciles what went wrong elsewhere.

    Cancelling `run` hands every claim back.
    """

    application: Application
    wake_ups: WakeUps
    name: str
    concurrency: int
    reconcile_interval: timedelta

    async def run(self) -> None:
        """Work until cancelled."""
        app, interval = self.application, self.reconcile_interval
        # At once, whosever turn it is: this may be the start after a crash. And first, so that the
        # sweep does not spare what a dead process of this machine left.
        await survive(app.requeue_stalled)
        await survive(app.finish_forgotten)
        async with asyncio.TaskGroup() as group:
            for slot in range(self.concurrency):
                group.create_task(self._work(f"{self.name}:{slot}"))
            for step, every in ((app.release_orphans, interval), (app.sweep_scratch, _SWEEP)):
                group.create_task(repeat(step, every.total_seconds()))
            for task, every in (
                (app.requeue_stalled, interval),
                (app.finish_forgotten, interval),
                (app.remove_deleted, interval),
                (app.sweep_abandoned, _SWEEP),
                (app.collect_reports, _COLLECT),
                (app.settle_events, _SETTLE),
                (app.forget_events, _SWEEP),
                (app.forget_deliveries, _SWEEP),
            ):
                in_turn = partial(self._do_in_turn, task, every)
                group.create_task(repeat(in_turn, every.total_seconds()))

    async def _do_in_turn(self, task: Callable[[], Awaitable[object]], every: timedelta) -> None:
        """Do what one process of the fleet does in every interval, if it is this one's turn."""
        if await self.application.take_turn(type(task).__name__, every):
            await task()

    async def _work(self, slot: str) -> None:
        while True:
            if not await survive(lambda: self.application.process_video(slot)):
                await survive(self.application.remove_deleted)
                await self.wake_ups.wait(_IDLE_LOOK_S)


async def repeat(step: Callable[[], Awaitable[object]], interval_s: float) -> None:
    """Run `step` again and again, whatever it raises, with `interval_s` in between."""
    while True:
        await survive(step)
        await asyncio.sleep(interval_s)


async def survive(step: Callable[[], Awaitable[Result]]) -> Result | None:
    """Return what `step` returns; what it raises is logged, and after a pause None is returned."""
    try:
        return await step()
    except ServiceUnavailableError as error:
        _log.warning("a part of the service does not answer: %s", error)
    except Exception:  # noqa: BLE001 - a loop that ends would leave every later video waiting
        _log.exception("a step of the worker failed")
    await asyncio.sleep(_TROUBLE_PAUSE_S)
    return None
