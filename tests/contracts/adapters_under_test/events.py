"""Event logs, the repositories that append to them, and what wakes their readers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from adapters.events.in_process import InProcessEventSignals, _Watch
from adapters.persistence.memory.event_log import MemoryEventLog
from adapters.persistence.memory.video_repository import MemoryVideoRepository
from adapters.persistence.mongodb.event_log import MongoEventLog
from adapters.persistence.mongodb.video_repository import MongoVideoRepository
from adapters.persistence.sqlite.event_log import SqliteEventLog
from adapters.persistence.sqlite.video_repository import SqliteVideoRepository
from application.ports.event_log import EventLog
from application.ports.event_signals import EventSignals
from application.ports.video_repository import VideoRepository
from tests.contracts.adapters_under_test.persistence import in_memory, on_mongodb, on_sqlite
from tests.contracts.adapters_under_test.table import Adapter, Table

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


EVENT_SIGNALS: Table[EventSignals] = {
    "in process": Adapter(InProcessEventSignals, _in_process, parts=(_Watch,)),
}
