"""Signals between processes, with their server and without."""

import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.events.in_process import InProcessEventSignals
from adapters.events.on_redis import RedisEventSignals
from adapters.persistence.memory.event_log import MemoryEventLog
from adapters.persistence.memory.video_repository import MemoryVideoRepository
from adapters.redis.connection import connect
from domain.ids import UserId
from tests.builders import a_video, an_id
from tests.contracts.adapters_under_test.events import hearing
from tests.polling import eventually
from tests.services.process import free_port, stop
from tests.services.valkey import serving_redis

SOON_S = 0.01
LONG_S = 30.0


@asynccontextmanager
async def _process(port: int, log: MemoryEventLog) -> AsyncIterator[RedisEventSignals]:
    async with (
        connect(f"redis://127.0.0.1:{port}") as redis,
        hearing(RedisEventSignals(redis, InProcessEventSignals(log))) as signals,
    ):
        yield signals


async def test_a_change_wakes_watchers_of_another_process_without_a_look_at_the_log(
    tmp_path: Path,
) -> None:
    port, log, owner_id = free_port(), MemoryEventLog(), an_id(UserId)
    with serving_redis(port, tmp_path):
        async with _process(port, log) as here, _process(port, log) as there:
            await eventually(lambda: there._is_hearing)
            with there.watch(owner_id) as watch, there.watch(an_id(UserId)) as other:
                began_s = time.monotonic()
                await here.announce(owner_id)

                assert await watch.wait(LONG_S)
                assert not await other.wait(SOON_S)
                assert time.monotonic() - began_s < 5


async def test_what_was_announced_before_the_end_is_told(tmp_path: Path) -> None:
    port, log, owner_id = free_port(), MemoryEventLog(), an_id(UserId)
    with serving_redis(port, tmp_path):
        async with _process(port, log) as there:
            await eventually(lambda: there._is_hearing)
            with there.watch(owner_id) as watch:
                async with _process(port, log) as here:
                    await eventually(lambda: here._is_hearing)
                    await here.announce(owner_id)
                assert not here._telling
                assert await watch.wait(LONG_S)


async def test_P46_without_the_server_every_look_finds_what_others_wrote(tmp_path: Path) -> None:
    port, log, owner_id = free_port(), MemoryEventLog(), an_id(UserId)
    async with _process(port, log) as here:
        with serving_redis(port, tmp_path) as server:
            await eventually(lambda: here._is_hearing)
            with here.watch(owner_id) as watch:
                await here.refresh()
                await here.refresh()
                await watch.wait(LONG_S)
                stop(server)
                await eventually(lambda: not here._is_hearing)

                await MemoryVideoRepository(log).add(a_video(owner_id=owner_id))
                await here.refresh()

                assert await watch.wait(SOON_S)


async def test_P46_a_frozen_server_is_noticed(tmp_path: Path) -> None:
    port = free_port()
    async with _process(port, MemoryEventLog()) as here:
        with serving_redis(port, tmp_path) as server:
            await eventually(lambda: here._is_hearing)

            server.send_signal(signal.SIGSTOP)

            await eventually(lambda: not here._is_hearing)
            server.send_signal(signal.SIGCONT)
            await eventually(lambda: here._is_hearing)


async def test_what_was_told_while_nobody_heard_is_found_by_the_next_look(tmp_path: Path) -> None:
    port, log, owner_id = free_port(), MemoryEventLog(), an_id(UserId)
    async with _process(port, log) as here:
        with here.watch(owner_id) as watch:
            await here.refresh()
            await watch.wait(LONG_S)
            await MemoryVideoRepository(log).add(a_video(owner_id=owner_id))
            with serving_redis(port, tmp_path):
                await eventually(lambda: here._is_hearing)
                await here.refresh()

                assert await watch.wait(SOON_S)
