"""Wake-ups for workers."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from adapters.jobs.in_process import InProcessJobQueue
from adapters.jobs.saq_queue import SaqJobQueue
from adapters.redis.check import RedisCheck
from adapters.redis.connection import connect
from application.ports.dependency_check import DependencyCheck
from application.ports.job_queue import JobQueue, WakeUps
from tests.contracts.adapters_under_test.table import Adapter, Table

SLOTS = 2
"""Workers that the queues under test have."""


@asynccontextmanager
async def _in_process(_: pytest.FixtureRequest) -> AsyncIterator[InProcessJobQueue]:
    yield InProcessJobQueue(SLOTS)


@asynccontextmanager
async def _saq(request: pytest.FixtureRequest) -> AsyncIterator[SaqJobQueue]:
    async with connect(request.getfixturevalue("redis_url")) as redis:
        yield SaqJobQueue(redis, name=f"test-{secrets.token_hex(8)}")


@asynccontextmanager
async def _redis_check(request: pytest.FixtureRequest) -> AsyncIterator[DependencyCheck]:
    async with connect(request.getfixturevalue("redis_url")) as redis:
        yield RedisCheck(redis)


JOB_QUEUES: Table[JobQueue] = {
    "in process": Adapter(InProcessJobQueue, _in_process),
    "saq": Adapter(SaqJobQueue, _saq),
}
WAKE_UPS: Table[WakeUps] = {
    "in process": Adapter(InProcessJobQueue, _in_process),
    "saq": Adapter(SaqJobQueue, _saq),
}
REDIS_CHECKS: Table[DependencyCheck] = {"redis": Adapter(RedisCheck, _redis_check)}
