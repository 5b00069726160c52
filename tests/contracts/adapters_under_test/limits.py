"""Counters of uses."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from adapters.limits.in_process import InProcessRateLimits
from adapters.limits.on_redis import RedisRateLimits
from adapters.redis.connection import connect
from application.ports.rate_limits import RateLimits
from tests.contracts.adapters_under_test.table import Adapter, Table
from tests.services.process import free_port


@asynccontextmanager
async def _in_process(_: pytest.FixtureRequest) -> AsyncIterator[RateLimits]:
    yield InProcessRateLimits()


@asynccontextmanager
async def _on_redis(request: pytest.FixtureRequest) -> AsyncIterator[RateLimits]:
    async with connect(request.getfixturevalue("redis_url")) as redis:
        yield RedisRateLimits(redis, InProcessRateLimits(), f"test-{secrets.token_hex(8)}:")


@asynccontextmanager
async def _without_redis(_: pytest.FixtureRequest) -> AsyncIterator[RateLimits]:
    async with connect(f"redis://127.0.0.1:{free_port()}") as redis:
        yield RedisRateLimits(redis, InProcessRateLimits())


RATE_LIMITS: Table[RateLimits] = {
    "in process": Adapter(InProcessRateLimits, _in_process),
    "redis": Adapter(RedisRateLimits, _on_redis),
    "redis away": Adapter(RedisRateLimits, _without_redis),
}
