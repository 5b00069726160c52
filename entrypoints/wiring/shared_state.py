"""Which adapter stands behind the ports whose state all processes share."""

from contextlib import nullcontext

from dependency_injector import containers, providers

from adapters.jobs.in_process import InProcessJobQueue
from entrypoints.settings import JobSettings, StoreSettings
from entrypoints.wiring import on_demand


class SharedState(containers.DeclarativeContainer):
    """Inside this process, or on Redis."""

    stores = providers.Dependency(instance_of=StoreSettings)
    job_settings = providers.Dependency(instance_of=JobSettings)

    redis = providers.Singleton(on_demand.redis_state, stores)
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
    checks = providers.Selector(
        stores.provided.shared,
        process=providers.List(),
        redis=providers.List(redis.provided.check.call()),
    )
