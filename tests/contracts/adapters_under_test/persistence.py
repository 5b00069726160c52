"""The stores."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from adapters.persistence.memory.audit_log import MemoryAuditLog
from adapters.persistence.memory.check import MemoryCheck
from adapters.persistence.memory.idempotency_store import MemoryIdempotencyStore
from adapters.persistence.memory.personal_token_repository import MemoryPersonalTokenRepository
from adapters.persistence.memory.session_repository import MemorySessionRepository
from adapters.persistence.memory.upload_repository import MemoryUploadRepository
from adapters.persistence.memory.user_repository import MemoryUserRepository
from adapters.persistence.memory.video_repository import MemoryVideoRepository
from adapters.persistence.mongodb.audit_log import MongoAuditLog
from adapters.persistence.mongodb.check import MongoCheck
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.idempotency_store import MongoIdempotencyStore
from adapters.persistence.mongodb.indexes import INDEXES
from adapters.persistence.mongodb.personal_token_repository import MongoPersonalTokenRepository
from adapters.persistence.mongodb.session_repository import MongoSessionRepository
from adapters.persistence.mongodb.upload_repository import MongoUploadRepository
from adapters.persistence.mongodb.user_repository import MongoUserRepository
from adapters.persistence.mongodb.video_repository import MongoVideoRepository
from adapters.persistence.sqlite.audit_log import SqliteAuditLog
from adapters.persistence.sqlite.check import SqliteCheck
from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.idempotency_store import SqliteIdempotencyStore
from adapters.persistence.sqlite.personal_token_repository import SqlitePersonalTokenRepository
from adapters.persistence.sqlite.session_repository import SqliteSessionRepository
from adapters.persistence.sqlite.upload_repository import SqliteUploadRepository
from adapters.persistence.sqlite.user_repository import SqliteUserRepository
from adapters.persistence.sqlite.video_repository import SqliteVideoRepository
from application.ports.audit_log import AuditLog
from application.ports.dependency_check import DependencyCheck
from application.ports.idempotency_store import IdempotencyStore
from application.ports.personal_token_repository import PersonalTokenRepository
from application.ports.session_repository import SessionRepository
from application.ports.upload_repository import UploadRepository
from application.ports.user_repository import UserRepository
from application.ports.video_repository import VideoRepository
from tests.contracts.adapters_under_test.table import Adapter, Table

Made = TypeVar("Made")
Opened = Callable[[pytest.FixtureRequest], AbstractAsyncContextManager[Made]]


def in_memory(make: Callable[[], Made]) -> Opened[Made]:
    """Return what opens an adapter that needs nothing."""

    @asynccontextmanager
    async def opened(_: pytest.FixtureRequest) -> AsyncIterator[Made]:
        yield make()

    return opened


def on_sqlite(make: Callable[[SqliteDatabase], Made]) -> Opened[Made]:
    """Return what opens an adapter on a file of its own."""

    @asynccontextmanager
    async def opened(request: pytest.FixtureRequest) -> AsyncIterator[Made]:
        folder: Path = request.getfixturevalue("tmp_path")
        path = folder / f"{secrets.token_hex(8)}.sqlite3"
        async with SqliteDatabase(path) as database:
            yield make(database)

    return opened


def on_mongodb(driver: str, make: Callable[[MongoDatabase], Made]) -> Opened[Made]:
    """Return what opens an adapter on an emptied database."""

    @asynccontextmanager
    async def opened(request: pytest.FixtureRequest) -> AsyncIterator[Made]:
        uri: str = request.getfixturevalue("emptied_mongo_uri")
        async with MongoDatabase(uri, driver) as database:
            await asyncio.gather(*(database.collection(name).delete({}) for name in INDEXES))
            yield make(database)

    return opened


VIDEO_REPOSITORIES: Table[VideoRepository] = {
    "memory": Adapter(MemoryVideoRepository, in_memory(MemoryVideoRepository)),
    "sqlite": Adapter(SqliteVideoRepository, on_sqlite(SqliteVideoRepository)),
    "mongodb_motor": Adapter(MongoVideoRepository, on_mongodb("motor", MongoVideoRepository)),
    "mongodb_pymongo": Adapter(MongoVideoRepository, on_mongodb("pymongo", MongoVideoRepository)),
}
USER_REPOSITORIES: Table[UserRepository] = {
    "memory": Adapter(MemoryUserRepository, in_memory(MemoryUserRepository)),
    "sqlite": Adapter(SqliteUserRepository, on_sqlite(SqliteUserRepository)),
    "mongodb_motor": Adapter(MongoUserRepository, on_mongodb("motor", MongoUserRepository)),
    "mongodb_pymongo": Adapter(MongoUserRepository, on_mongodb("pymongo", MongoUserRepository)),
}
SESSION_REPOSITORIES: Table[SessionRepository] = {
    "memory": Adapter(MemorySessionRepository, in_memory(MemorySessionRepository)),
    "sqlite": Adapter(SqliteSessionRepository, on_sqlite(SqliteSessionRepository)),
    "mongodb_motor": Adapter(MongoSessionRepository, on_mongodb("motor", MongoSessionRepository)),
    "mongodb_pymongo": Adapter(
        MongoSessionRepository, on_mongodb("pymongo", MongoSessionRepository)
    ),
}
PERSONAL_TOKEN_REPOSITORIES: Table[PersonalTokenRepository] = {
    "memory": Adapter(MemoryPersonalTokenRepository, in_memory(MemoryPersonalTokenRepository)),
    "sqlite": Adapter(SqlitePersonalTokenRepository, on_sqlite(SqlitePersonalTokenRepository)),
    "mongodb_motor": Adapter(
        MongoPersonalTokenRepository, on_mongodb("motor", MongoPersonalTokenRepository)
    ),
    "mongodb_pymongo": Adapter(
        MongoPersonalTokenRepository, on_mongodb("pymongo", MongoPersonalTokenRepository)
    ),
}
UPLOAD_REPOSITORIES: Table[UploadRepository] = {
    "memory": Adapter(MemoryUploadRepository, in_memory(MemoryUploadRepository)),
    "sqlite": Adapter(SqliteUploadRepository, on_sqlite(SqliteUploadRepository)),
    "mongodb_motor": Adapter(MongoUploadRepository, on_mongodb("motor", MongoUploadRepository)),
    "mongodb_pymongo": Adapter(MongoUploadRepository, on_mongodb("pymongo", MongoUploadRepository)),
}
AUDIT_LOGS: Table[AuditLog] = {
    "memory": Adapter(MemoryAuditLog, in_memory(MemoryAuditLog)),
    "sqlite": Adapter(SqliteAuditLog, on_sqlite(SqliteAuditLog)),
    "mongodb_motor": Adapter(MongoAuditLog, on_mongodb("motor", MongoAuditLog)),
    "mongodb_pymongo": Adapter(MongoAuditLog, on_mongodb("pymongo", MongoAuditLog)),
}
IDEMPOTENCY_STORES: Table[IdempotencyStore] = {
    "memory": Adapter(MemoryIdempotencyStore, in_memory(MemoryIdempotencyStore)),
    "sqlite": Adapter(SqliteIdempotencyStore, on_sqlite(SqliteIdempotencyStore)),
    "mongodb_motor": Adapter(MongoIdempotencyStore, on_mongodb("motor", MongoIdempotencyStore)),
    "mongodb_pymongo": Adapter(MongoIdempotencyStore, on_mongodb("pymongo", MongoIdempotencyStore)),
}
DEPENDENCY_CHECKS: Table[DependencyCheck] = {
    "memory": Adapter(MemoryCheck, in_memory(MemoryCheck)),
    "sqlite": Adapter(SqliteCheck, on_sqlite(SqliteCheck)),
    "mongodb_motor": Adapter(MongoCheck, on_mongodb("motor", MongoCheck)),
    "mongodb_pymongo": Adapter(MongoCheck, on_mongodb("pymongo", MongoCheck)),
}
