"""Any order of reads, writes and accidents, in processes that share a server and a store."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from hypothesis.strategies import sampled_from
from redis.asyncio import Redis

from adapters.cache.on_redis import RedisReadCache
from adapters.redis.connection import connect
from adapters.redis.line import Line, ServerAwayError
from domain.ids import UserId
from tests.builders import an_id
from tests.polling import eventually
from tests.services.process import free_port
from tests.services.valkey import serving_redis

Answer = TypeVar("Answer")

PROCESSES = sampled_from((0, 1))
STAMP_LIFE = timedelta(milliseconds=50)


class _CutLine(Line):
    """A line that a test may cut."""

    def __init__(self) -> None:
        super().__init__("kept answers")
        self.is_cut = False

    async def ask(self, command: Callable[[], Awaitable[Answer]]) -> Answer:
        if self.is_cut:
            raise ServerAwayError
        return await super().ask(command)


class _Process:
    """One process: a cache, a write that is under way, and a read that stands still."""

    def __init__(self, redis: Redis, prefix: str) -> None:
        self.redis = redis
        self.line = _CutLine()
        self.cache = RedisReadCache(redis, prefix, STAMP_LIFE)
        self.cache._line = self.line
        self.change: AbstractAsyncContextManager[None] | None = None
        self.written: int | None = None
        self.standing: tuple[asyncio.Task[int], asyncio.Event] | None = None


class _Reads(RuleBasedStateMachine):
    """One owner's only value counts its writes; nobody may be told fewer than were acknowledged.

    As long as no line was cut and the server forgot nothing, nobody is told fewer than anybody was
    told before either.
    """

    port: int

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._owner_id = an_id(UserId)
        prefix = f"test-{secrets.token_hex(8)}:"
        self._processes = [_Process(self._run(_connected(self.port)), prefix) for _ in range(2)]
        self._stored = self._acknowledged = self._told = 0
        self._had_accident = False

    def teardown(self) -> None:
        for process in self._processes:
            if process.standing is not None:
                process.standing[0].cancel()
            self._run(process.redis.aclose())
        self._runner.close()

    @rule()
    def read_everywhere(self) -> None:
        for process in self._processes:
            at_least = self._acknowledged
            seen = self._run(process.cache.read(self._owner_id, "value", self._ask))
            assert seen >= at_least, f"told {seen}, although {at_least} was acknowledged"
            assert self._had_accident or seen >= self._told, f"told {seen} after {self._told}"
            self._told = max(self._told, seen)

    @rule(number=PROCESSES)
    def go_on_writing(self, number: int) -> None:
        """Take the next of three steps: begin, commit, acknowledge."""
        process = self._processes[number]
        if process.change is None:
            process.change = process.cache.changing(self._owner_id)
            self._run(process.change.__aenter__())
        elif process.written is None:
            self._stored += 1
            process.written = self._stored
        else:
            self._run(process.change.__aexit__(None, None, None))
            self._acknowledged = max(self._acknowledged, process.written)
            process.change = process.written = None

    @rule(number=PROCESSES)
    def stand_still_with_an_answer_or_go_on(self, number: int) -> None:
        process = self._processes[number]
        if process.standing is None:
            process.standing = self._run(self._begin_to_read(process))
        else:
            (task, go_on), process.standing = process.standing, None
            go_on.set()
            self._run(asyncio.wait_for(task, 10))

    @rule(number=PROCESSES)
    def cut_or_mend_the_line(self, number: int) -> None:
        self._had_accident = True
        line = self._processes[number].line
        line.is_cut = not line.is_cut

    @rule()
    def forget_everything(self) -> None:
        self._had_accident = True
        self._run(self._processes[0].redis.flushdb())

    async def _ask(self) -> int:
        return self._stored

    async def _begin_to_read(self, process: _Process) -> tuple[asyncio.Task[int], asyncio.Event]:
        asked, go_on = asyncio.Event(), asyncio.Event()

        async def ask() -> int:
            stored = self._stored
            asked.set()
            await go_on.wait()
            return stored

        reading = asyncio.create_task(process.cache.read(self._owner_id, "value", ask))
        asking = asyncio.create_task(asked.wait())
        await asyncio.wait((reading, asking), return_when=asyncio.FIRST_COMPLETED)
        asking.cancel()
        return reading, go_on

    def _run(self, step: Awaitable[Answer]) -> Answer:
        async def stepped() -> Answer:
            return await step

        return self._runner.run(stepped())


async def _connected(port: int) -> Redis:
    return connect(f"redis://127.0.0.1:{port}")


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    port = free_port()
    with serving_redis(port, tmp_path):
        yield port


def test_P18_no_read_misses_what_was_acknowledged(port: int) -> None:
    _Reads.port = port
    run_state_machine_as_test(_Reads, settings=settings(max_examples=100, stateful_step_count=30))


async def test_an_owner_whose_writer_died_is_read_from_the_store(port: int) -> None:
    stored, owner_id = 0, an_id(UserId)

    async def ask() -> int:
        return stored

    async with await _connected(port) as redis:
        here, there = RedisReadCache(redis), RedisReadCache(redis)
        assert await here.read(owner_id, "value", ask) == 0
        await there.changing(owner_id).__aenter__()
        for stored in (1, 2, 3):
            assert await here.read(owner_id, "value", ask) == stored


async def test_P18_a_writer_that_cannot_tell_anybody_waits_until_nobody_can_be_wrong(
    port: int,
) -> None:
    stored, owner_id = 0, an_id(UserId)

    async def ask() -> int:
        return stored

    async with await _connected(port) as redis, await _connected(free_port()) as nowhere:
        here = RedisReadCache(redis)
        await here.read(owner_id, "value", ask)
        async with RedisReadCache(nowhere).changing(owner_id):
            stored = 1

        assert await here.read(owner_id, "value", ask) == 1


async def test_what_nobody_changes_is_asked_for_once_while_the_stamp_lives(port: int) -> None:
    asked, owner_id = 0, an_id(UserId)

    async def ask() -> int:
        nonlocal asked
        asked += 1
        return asked

    async def is_asked_again() -> bool:
        return await short.read(owner_id, "value", ask) == 2

    async with await _connected(port) as redis:
        long = RedisReadCache(redis, "long:", timedelta(hours=1))
        assert [await long.read(owner_id, "value", ask) for _ in range(5)] == [1] * 5
        asked, short = 0, RedisReadCache(redis, "short:", STAMP_LIFE)
        await eventually(is_asked_again)
