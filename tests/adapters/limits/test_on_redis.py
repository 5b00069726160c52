"""Counters that processes share, and what becomes of them without their server."""

import asyncio
import secrets
import signal
import time
from datetime import timedelta
from pathlib import Path

from redis.asyncio import Redis

from adapters.limits.in_process import InProcessRateLimits
from adapters.limits.on_redis import RedisRateLimits
from adapters.redis.connection import connect
from application.limits import Rate
from tests.polling import eventually
from tests.services.process import free_port, stop
from tests.services.valkey import serving_redis

THREE_AN_HOUR = Rate(3, timedelta(hours=1))
THREE_A_MOMENT = Rate(3, timedelta(milliseconds=200))


def _limits(redis: Redis, prefix: str = "test:") -> RedisRateLimits:
    return RedisRateLimits(redis, InProcessRateLimits(), prefix)


async def test_P7_processes_count_together(redis_url: str) -> None:
    prefix = f"test-{secrets.token_hex(8)}:"
    async with connect(redis_url) as here, connect(redis_url) as there:
        both = [_limits(here, prefix), _limits(there, prefix)]

        standings = await asyncio.gather(
            *(limits.take("ada", THREE_AN_HOUR) for limits in both for _ in range(10))
        )

    assert sum(standing.is_allowed for standing in standings) == 3


async def test_a_use_is_one_command_of_one_round_trip_and_leaves_nothing(tmp_path: Path) -> None:
    port = free_port()
    with serving_redis(port, tmp_path):
        async with connect(f"redis://127.0.0.1:{port}") as redis:
            limits = _limits(redis)
            await limits.take("ada", THREE_A_MOMENT)
            before = await redis.info("commandstats")
            for _ in range(5):
                await limits.take("ada", THREE_A_MOMENT)
            after = await redis.info("commandstats")

            assert _calls(after) - _calls(before) == 5
            assert await redis.dbsize() == 1
            await eventually(lambda: _is_empty(redis))


async def test_P7_a_server_that_goes_away_leaves_the_limits_on(tmp_path: Path) -> None:
    port = free_port()
    async with connect(f"redis://127.0.0.1:{port}") as redis:
        limits = _limits(redis)
        with serving_redis(port, tmp_path) as server:
            await limits.take("ada", THREE_AN_HOUR)
            stop(server)
            standings = [await limits.take("ada", THREE_AN_HOUR) for _ in range(5)]
            assert [one.is_allowed for one in standings] == [True, True, True, False, False]
        with serving_redis(port, tmp_path):

            async def counts_on_the_server() -> bool:
                await limits.take("bob", THREE_AN_HOUR)
                return bool(await redis.exists("test:bob"))

            await eventually(counts_on_the_server)


async def test_P7_a_frozen_server_holds_up_one_request_a_second(tmp_path: Path) -> None:
    port = free_port()
    with serving_redis(port, tmp_path) as server:
        async with connect(f"redis://127.0.0.1:{port}") as redis:
            limits = _limits(redis)
            await limits.take("ada", THREE_AN_HOUR)
            server.send_signal(signal.SIGSTOP)
            began_s = time.monotonic()

            for _ in range(50):
                await limits.take("ada", THREE_AN_HOUR)

            assert time.monotonic() - began_s < 10
            assert not (await limits.take("ada", THREE_AN_HOUR)).is_allowed
            server.send_signal(signal.SIGCONT)


def _calls(stats: dict[str, dict[str, int]]) -> int:
    return sum(
        stat["calls"]
        for name, stat in stats.items()
        if name.startswith(("cmdstat_eval", "cmdstat_fcall"))
    )


async def _is_empty(redis: Redis) -> bool:
    return bool(await redis.dbsize() == 0)
