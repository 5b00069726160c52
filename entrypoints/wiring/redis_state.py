"""What processes share through a server of the Redis protocol."""

from dependency_injector import containers, providers

from adapters.cache.on_redis import RedisReadCache
from adapters.events.in_process import InProcessEventSignals
from adapters.events.on_redis import RedisEventSignals
from adapters.jobs.saq_queue import SaqJobQueue
from adapters.limits.in_process import InProcessRateLimits
from adapters.limits.on_redis import RedisRateLimits
from adapters.redis.check import RedisCheck
from adapters.redis.connection import connect
from entrypoints.settings import StoreSettings


class RedisState(containers.DeclarativeContainer):
    """`connection` is opened by its first use; what works in this process stands in without it."""

    stores = providers.Dependency(instance_of=StoreSettings)
    local_limits = providers.Dependency(instance_of=InProcessRateLimits)
    local_signals = providers.Dependency(instance_of=InProcessEventSignals)

    connection = providers.Singleton(connect, stores.provided.redis_url)
    check = providers.Singleton(RedisCheck, connection)
    jobs = providers.Singleton(SaqJobQueue, connection)
    rate_limits = providers.Singleton(RedisRateLimits, connection, local_limits)
    event_signals = providers.Singleton(RedisEventSignals, connection, local_signals)
    reads = providers.Singleton(RedisReadCache, connection)
    listen = event_signals.provided.listen
