"""What every way to wake workers promises."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from application.ports.job_queue import JobQueue
from tests.contracts.adapters_under_test.jobs import JOB_QUEUES
from tests.contracts.adapters_under_test.table import each


@pytest.fixture(params=each(JOB_QUEUES))
async def jobs(request: pytest.FixtureRequest) -> AsyncIterator[JobQueue]:
    async with request.param.open(request) as opened:
        yield opened


async def test_waking_does_not_wait_for_workers(jobs: JobQueue) -> None:
    woken = 0
    async with asyncio.timeout(5):
        for _ in range(1000):
            await jobs.wake()
            woken += 1

    assert woken == 1000
