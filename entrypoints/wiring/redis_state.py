"""What processes share through a server of the Redis protocol."""

from dependency_injector import containers, providers

from adapters.jobs.saq_queue import SaqJobQueue
from adapters.redis.check import RedisCheck
from adapters.redis.connection import connect
from entrypoints.settings import StoreSettings


class RedisState(containers.DeclarativeContainer):
    """`connection` is opened by its first use."""

    stores = providers.Dependency(instance_of=StoreSettings)

    connection = providers.Singleton(connect, stores.provided.redis_url)
    check = providers.Singleton(RedisCheck, connection)
    jobs = providers.Singleton(SaqJobQueue, connection)
