"""Wake-ups over a server of the Redis protocol, and without it."""

import asyncio
import secrets
import signal
import time
from pathlib import Path

import pytest
from redis.asyncio import Redis

from adapters.jobs.saq_queue import SaqJobQueue
from adapters.redis.connection import connect
from tests.polling import eventually
from tests.services.process import free_port, stop
from tests.services.valkey import serving_redis

LONG_S = 30.0


@pytest.fixture
def name() -> str:
    return f"test-{secrets.token_hex(8)}"


async def test_a_wake_up_reaches_a_worker_of_another_process(
    redis: Redis, redis_url: str, name: str
) -> None:
    async with connect(redis_url) as elsewhere:
        waiting = asyncio.create_task(SaqJobQueue(elsewhere, name).wait(LONG_S))

        await SaqJobQueue(redis, name).wake()

        await asyncio.wait_for(waiting, 5)


async def test_wake_ups_that_nobody_takes_are_few_and_those_that_are_taken_leave_nothing(
    redis: Redis, name: str
) -> None:
    jobs = SaqJobQueue(redis, name)
    for _ in range(500):
        await jobs.wake()

    waiting = await redis.llen(f"saq:{name}:queued")  # type: ignore[misc]  # typed for both clients
    assert waiting == 100
    for _ in range(waiting):
        await asyncio.wait_for(jobs.wait(LONG_S), 5)
    assert await redis.keys(f"saq:*{name}*") == []


@pytest.mark.parametrize("lost", ["saq:{}:queued", "saq:{}:incomplete", "saq:job:{}:*", "saq:*{}*"])
async def test_T30_whatever_of_the_queue_is_lost_the_next_wake_up_arrives(
    redis: Redis, name: str, lost: str
) -> None:
    jobs = SaqJobQueue(redis, name)
    await jobs.wake()
    await redis.delete(*await redis.keys(lost.format(name)))

    await jobs.wake()

    await asyncio.wait_for(jobs.wait(LONG_S), 5)


async def test_P46_without_the_server_nothing_fails_and_waiting_takes_its_time(name: str) -> None:
    async with connect(f"redis://127.0.0.1:{free_port()}") as redis:
        jobs = SaqJobQueue(redis, name)
        began_s = time.monotonic()

        await jobs.wake()
        await jobs.wait(0.5)

    assert 0.49 <= time.monotonic() - began_s < 3


async def test_P46_a_frozen_server_holds_nobody_up(tmp_path: Path, name: str) -> None:
    port = free_port()
    with serving_redis(port, tmp_path) as server:
        async with connect(f"redis://127.0.0.1:{port}") as redis:
            jobs = SaqJobQueue(redis, name)
            await jobs.wake()
            server.send_signal(signal.SIGSTOP)
            began_s = time.monotonic()

            await jobs.wake()
            await jobs.wait(0.1)

            assert time.monotonic() - began_s < 4
            server.send_signal(signal.SIGCONT)


async def test_P46_a_server_that_comes_back_wakes_again(tmp_path: Path, name: str) -> None:
    port = free_port()
    async with connect(f"redis://127.0.0.1:{port}") as redis:
        jobs = SaqJobQueue(redis, name)
        with serving_redis(port, tmp_path) as server:
            await jobs.wake()
            waiting = asyncio.create_task(jobs.wait(LONG_S))
            await eventually(waiting.done)
            stop(server)
            await jobs.wake()
        with serving_redis(port, tmp_path):
            waiting = asyncio.create_task(jobs.wait(LONG_S))

            await jobs.wake()

            await asyncio.wait_for(waiting, 5)
