"""Event logs, the repositories that append to them, and what wakes their readers."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from redis.asyncio import Redis

from adapters.events.in_process import InProcessEventSignals, _Watch
from adapters.events.on_redis import RedisEventSignals
from adapters.persistence.memory.event_log import MemoryEventLog
from adapters.persistence.memory.video_repository import MemoryVideoRepository
from adapters.persistence.mongodb.event_log import MongoEventLog
from adapters.persistence.mongodb.video_repository import MongoVideoRepository
from adapters.persistence.sqlite.event_log import SqliteEventLog
from adapters.persistence.sqlite.video_repository import SqliteVideoRepository
from adapters.redis.connection import connect
from application.ports.event_log import EventLog
from application.ports.event_signals import EventSignals
from application.ports.video_repository import VideoRepository
from tests.contracts.adapters_under_test.persistence import in_memory, on_mongodb, on_sqlite
from tests.contracts.adapters_under_test.table import Adapter, Table
from tests.polling import eventually
from tests.services.process import free_port

EVENT_LOGS: Table[EventLog] = {
    "memory": Adapter(MemoryEventLog, in_memory(MemoryEventLog)),
    "sqlite": Adapter(SqliteEventLog, on_sqlite(SqliteEventLog)),
    "mongodb_motor": Adapter(MongoEventLog, on_mongodb("motor", MongoEventLog)),
    "mongodb_pymongo": Adapter(MongoEventLog, on_mongodb("pymongo", MongoEventLog)),
}


def videos_beside(log: EventLog) -> VideoRepository:
    """Return a repository that appends to `log`."""
    match log:
        case MemoryEventLog():
            return MemoryVideoRepository(log)
        case SqliteEventLog():
            return SqliteVideoRepository(log._database)
        case MongoEventLog():
            return MongoVideoRepository(log._database)
        case _:
            raise NotImplementedError(type(log))


@asynccontextmanager
async def _in_process(_: pytest.FixtureRequest) -> AsyncIterator[EventSignals]:
    yield InProcessEventSignals(MemoryEventLog())


@asynccontextmanager
async def _on_redis(request: pytest.FixtureRequest) -> AsyncIterator[EventSignals]:
    channel = f"test-{secrets.token_hex(8)}"
    async with (
        connect(request.getfixturevalue("redis_url")) as redis,
        hearing(_signals(redis, channel)) as signals,
    ):
        await eventually(lambda: signals._is_hearing)
        yield signals


@asynccontextmanager
async def _without_redis(_: pytest.FixtureRequest) -> AsyncIterator[EventSignals]:
    async with (
        connect(f"redis://127.0.0.1:{free_port()}") as redis,
        hearing(_signals(redis, "nowhere")) as signals,
    ):
        yield signals


@asynccontextmanager
async def hearing(signals: RedisEventSignals) -> AsyncIterator[RedisEventSignals]:
    """Have `signals` listen for as long as the block lasts."""
    listening = asyncio.create_task(signals.listen())
    yield signals
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)


def _signals(redis: Redis, channel: str) -> RedisEventSignals:
    return RedisEventSignals(redis, InProcessEventSignals(MemoryEventLog()), channel)


EVENT_SIGNALS: Table[EventSignals] = {
    "in process": Adapter(InProcessEventSignals, _in_process, parts=(_Watch,)),
    "redis": Adapter(RedisEventSignals, _on_redis),
    "redis away": Adapter(RedisEventSignals, _without_redis),
}
