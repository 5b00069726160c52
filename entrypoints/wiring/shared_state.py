"""Which adapter stands behind the ports whose state all processes share."""

from contextlib import nullcontext

from dependency_injector import containers, providers

from adapters.cache.direct import DirectReads
from adapters.cache.on_redis import RedisReadCache
from adapters.events.in_process import InProcessEventSignals
from adapters.events.on_redis import RedisEventSignals
from adapters.jobs.in_process import InProcessJobQueue
from adapters.jobs.saq_queue import SaqJobQueue
from adapters.limits.in_process import InProcessRateLimits
from adapters.limits.on_redis import RedisRateLimits
from adapters.redis.check import RedisCheck
from adapters.redis.connection import connect
from application.ports.event_log import EventLog
from entrypoints.settings import JobSettings, StoreSettings


class SharedState(containers.DeclarativeContainer):
    """Inside this process, or on Redis; `connection` is opened by its first use.

    `reads` and `change_fence` belong together, for records that several machines write.
    `listening` is what hears the other processes, for as long as the platform is open.
    """

    stores = providers.Dependency(instance_of=StoreSettings)
    job_settings = providers.Dependency(instance_of=JobSettings)
    event_log: providers.Dependency[EventLog] = providers.Dependency()

    redis = providers.Singleton(connect, stores.provided.redis_url)
    connection = providers.Selector(
        stores.provided.shared, process=providers.Factory(nullcontext), redis=redis
    )
    jobs = providers.Selector(
        stores.provided.shared,
        process=providers.Singleton(InProcessJobQueue, job_settings.provided.concurrency),
        redis=providers.Singleton(SaqJobQueue, redis),
    )
    _local_limits = providers.Singleton(InProcessRateLimits)
    rate_limits = providers.Selector(
        stores.provided.shared,
        process=_local_limits,
        redis=providers.Singleton(RedisRateLimits, redis, _local_limits),
    )
    _local_signals = providers.Singleton(InProcessEventSignals, event_log)
    _redis_signals = providers.Singleton(RedisEventSignals, redis, _local_signals)
    event_signals = providers.Selector(
        stores.provided.shared, process=_local_signals, redis=_redis_signals
    )
    _redis_reads = providers.Singleton(RedisReadCache, redis)
    reads = providers.Selector(
        stores.provided.shared, process=providers.Singleton(DirectReads), redis=_redis_reads
    )
    change_fence = providers.Selector(
        stores.provided.shared, process=providers.Object(None), redis=_redis_reads
    )
    listening = providers.Selector(
        stores.provided.shared,
        process=providers.List(),
        redis=providers.List(_redis_signals.provided.listen),
    )
    checks = providers.Selector(
        stores.provided.shared,
        process=providers.List(),
        redis=providers.List(providers.Singleton(RedisCheck, redis)),
    )
