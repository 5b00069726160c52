"""What the processes that share the records agree on: the time, and who does what."""

from dependency_injector import containers, providers

from adapters.persistence.memory.schedule import MemorySchedule
from adapters.persistence.mongodb.clock import MongoClock
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.schedule import MongoSchedule
from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.schedule import SqliteSchedule
from application.ports.clock import Clock
from entrypoints.settings import StoreSettings


class Coordination(containers.DeclarativeContainer):
    """The store's own clock, and turns that are taken in the store.

    A file is written by processes of one machine, so its clock is the machine's.
    `clock_measures` are to be called when the store is open, and now and then.
    """

    stores = providers.Dependency(instance_of=StoreSettings)
    host_clock: providers.Dependency[Clock] = providers.Dependency()
    sqlite: providers.Dependency[SqliteDatabase] = providers.Dependency()
    mongodb: providers.Dependency[MongoDatabase] = providers.Dependency()

    _mongo_clock = providers.Singleton(MongoClock, mongodb, host_clock)
    clock = providers.Selector(
        stores.provided.records, memory=host_clock, sqlite=host_clock, mongodb=_mongo_clock
    )
    clock_measures = providers.Selector(
        stores.provided.records,
        memory=providers.List(),
        sqlite=providers.List(),
        mongodb=providers.List(_mongo_clock.provided.measure),
    )
    schedule = providers.Selector(
        stores.provided.records,
        memory=providers.Singleton(MemorySchedule),
        sqlite=providers.Singleton(SqliteSchedule, sqlite),
        mongodb=providers.Singleton(MongoSchedule, mongodb),
    )
