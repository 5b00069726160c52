"""Caches of reads, and the repositories that they stand before."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from adapters.cache.direct import DirectReads
from adapters.cache.on_redis import RedisReadCache
from adapters.persistence.memory.video_repository import MemoryVideoRepository
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.video_repository import MongoVideoRepository
from adapters.persistence.sqlite.read_cache import SqliteReadCache
from adapters.persistence.sqlite.video_repository import SqliteVideoRepository
from adapters.redis.connection import connect
from application.ports.read_cache import ChangeFence, ReadCache
from application.ports.video_repository import VideoRepository
from tests.contracts.adapters_under_test.persistence import in_memory, on_sqlite
from tests.contracts.adapters_under_test.table import Adapter, Table
from tests.services.process import free_port


@asynccontextmanager
async def _on_redis(request: pytest.FixtureRequest) -> AsyncIterator[RedisReadCache]:
    async with connect(request.getfixturevalue("redis_url")) as redis:
        yield RedisReadCache(redis, f"test-{secrets.token_hex(8)}:")


@asynccontextmanager
async def _without_redis(_: pytest.FixtureRequest) -> AsyncIterator[RedisReadCache]:
    async with connect(f"redis://127.0.0.1:{free_port()}") as redis:
        yield RedisReadCache(redis, stamp_life=timedelta(milliseconds=20))


READ_CACHES: Table[ReadCache] = {
    "direct": Adapter(DirectReads, in_memory(DirectReads)),
    "sqlite": Adapter(SqliteReadCache, on_sqlite(SqliteReadCache)),
    "redis": Adapter(RedisReadCache, _on_redis),
    "redis away": Adapter(RedisReadCache, _without_redis),
}
CHANGE_FENCES: Table[ChangeFence] = {
    "redis": Adapter(RedisReadCache, _on_redis),
    "redis away": Adapter(RedisReadCache, _without_redis),
}


@asynccontextmanager
async def store_behind(
    cache: ReadCache, request: pytest.FixtureRequest
) -> AsyncIterator[VideoRepository]:
    """Yield the repository whose answers `cache` keeps."""
    match cache:
        case SqliteReadCache():
            yield SqliteVideoRepository(cache._database)
        case RedisReadCache():
            uri: str = request.getfixturevalue("emptied_mongo_uri")
            async with MongoDatabase(uri) as database:
                yield MongoVideoRepository(database, fence=cache)
        case _:
            yield MemoryVideoRepository()
