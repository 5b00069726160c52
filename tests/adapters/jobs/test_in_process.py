"""Waiting for wake-ups inside one process."""

import asyncio
import time

from adapters.jobs.in_process import InProcessJobQueue

LONG_S = 30.0


async def test_no_more_wake_ups_are_kept_than_there_are_workers() -> None:
    jobs = InProcessJobQueue(slots=2)
    for _ in range(1000):
        await jobs.wake()

    for _ in range(2):
        await asyncio.wait_for(jobs.wait(LONG_S), 5)

    assert await seconds_waited(jobs, 0.02) >= 0.015


async def test_a_worker_that_gives_up_takes_no_wake_up_along() -> None:
    jobs = InProcessJobQueue(slots=1)
    leaving = asyncio.create_task(jobs.wait(LONG_S))
    await asyncio.sleep(0)

    await jobs.wake()
    leaving.cancel()
    await asyncio.wait({leaving})

    await asyncio.wait_for(jobs.wait(LONG_S), 5)


async def seconds_waited(jobs: InProcessJobQueue, timeout_s: float) -> float:
    began_s = time.monotonic()
    await jobs.wait(timeout_s)
    return time.monotonic() - began_s
