"""Who remembers when tasks were begun."""

from adapters.persistence.memory.schedule import MemorySchedule
from adapters.persistence.mongodb.schedule import MongoSchedule
from adapters.persistence.sqlite.schedule import SqliteSchedule
from application.ports.schedule import Schedule
from tests.contracts.adapters_under_test.persistence import in_memory, on_mongodb, on_sqlite
from tests.contracts.adapters_under_test.table import Adapter, Table

SCHEDULES: Table[Schedule] = {
    "memory": Adapter(MemorySchedule, in_memory(MemorySchedule)),
    "sqlite": Adapter(SqliteSchedule, on_sqlite(SqliteSchedule)),
    "mongodb_motor": Adapter(MongoSchedule, on_mongodb("motor", MongoSchedule)),
    "mongodb_pymongo": Adapter(MongoSchedule, on_mongodb("pymongo", MongoSchedule)),
}
