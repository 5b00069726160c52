"""What every way to wake workers promises."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Protocol

import pytest

from application.ports.job_queue import JobQueue, WakeUps
from tests.contracts.adapters_under_test.jobs import JOB_QUEUES
from tests.contracts.adapters_under_test.table import each

LONG_S = 30.0


class BothEnds(JobQueue, WakeUps, Protocol):
    """Every adapter of the one port is one of the other."""


@pytest.fixture(params=each(JOB_QUEUES))
async def jobs(request: pytest.FixtureRequest) -> AsyncIterator[BothEnds]:
    async with request.param.open(request) as opened:
        yield opened


async def test_waking_does_not_wait_for_workers(jobs: BothEnds) -> None:
    woken = 0
    async with asyncio.timeout(5):
        for _ in range(1000):
            await jobs.wake()
            woken += 1

    assert woken == 1000


async def test_a_waiting_worker_is_woken(jobs: BothEnds) -> None:
    waiting = asyncio.create_task(jobs.wait(LONG_S))
    await asyncio.sleep(0)

    await jobs.wake()

    await asyncio.wait_for(waiting, 5)


async def test_one_wake_up_ends_one_wait(jobs: BothEnds) -> None:
    waiting = [asyncio.create_task(jobs.wait(LONG_S)) for _ in range(2)]
    await asyncio.sleep(0)

    await jobs.wake()
    done, still = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED, timeout=5)

    assert (len(done), len(still)) == (1, 1)
    await jobs.wake()
    await asyncio.wait_for(still.pop(), 5)


async def test_a_wake_up_that_came_before_the_wait_is_not_lost(jobs: BothEnds) -> None:
    await jobs.wake()

    await asyncio.wait_for(jobs.wait(LONG_S), 5)


async def test_a_wait_ends_by_itself(jobs: BothEnds) -> None:
    began_s = time.monotonic()

    await jobs.wait(0.05)

    assert 0.045 <= time.monotonic() - began_s < 5
