"""Which adapter stands behind the ports whose state all processes share."""

from contextlib import nullcontext

from dependency_injector import containers, providers

from adapters.events.in_process import InProcessEventSignals
from adapters.jobs.in_process import InProcessJobQueue
from adapters.limits.in_process import InProcessRateLimits
from application.ports.event_log import EventLog
from application.ports.read_cache import ReadCache
from entrypoints.settings import JobSettings, StoreSettings
from entrypoints.wiring import on_demand


class SharedState(containers.DeclarativeContainer):
    """Inside this process, or on Redis.

    `reads` and `change_fence` belong together, for records that several machines write.
    `listening` is what to call to hear the other processes, for as long as the platform is open.
    """

    stores = providers.Dependency(instance_of=StoreSettings)
    job_settings = providers.Dependency(instance_of=JobSettings)
    event_log: providers.Dependency[EventLog] = providers.Dependency()
    own_reads: providers.Dependency[ReadCache] = providers.Dependency()

    _local_limits = providers.Singleton(InProcessRateLimits)
    _local_signals = providers.Singleton(InProcessEventSignals, event_log)
    redis = providers.Singleton(on_demand.redis_state, stores, _local_limits, _local_signals)

    connection = providers.Selector(
        stores.provided.shared,
        process=providers.Factory(nullcontext),
        redis=redis.provided.connection.call(),
    )
    jobs = providers.Selector(
        stores.provided.shared,
        process=providers.Singleton(InProcessJobQueue, job_settings.provided.concurrency),
        redis=redis.provided.jobs.call(),
    )
    rate_limits = providers.Selector(
        stores.provided.shared, process=_local_limits, redis=redis.provided.rate_limits.call()
    )
    event_signals = providers.Selector(
        stores.provided.shared, process=_local_signals, redis=redis.provided.event_signals.call()
    )
    reads = providers.Selector(
        stores.provided.shared,
        process=own_reads,
        redis=redis.provided.reads.call(),
    )
    change_fence = providers.Selector(
        stores.provided.shared, process=providers.Object(None), redis=redis.provided.reads.call()
    )
    listening = providers.Selector(
        stores.provided.shared,
        process=providers.List(),
        redis=providers.List(redis.provided.listen.call()),
    )
    checks = providers.Selector(
        stores.provided.shared,
        process=providers.List(),
        redis=providers.List(redis.provided.check.call()),
    )
