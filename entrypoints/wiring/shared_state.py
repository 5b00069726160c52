"""Which adapter stands behind the ports whose state all processes share."""

from contextlib import nullcontext

from dependency_injector import containers, providers

from adapters.jobs.in_process import InProcessJobQueue
from adapters.jobs.saq_queue import SaqJobQueue
from adapters.redis.check import RedisCheck
from adapters.redis.connection import connect
from entrypoints.settings import JobSettings, StoreSettings


class SharedState(containers.DeclarativeContainer):
    """Inside this process, or on Redis; `connection` is opened by its first use."""

    stores = providers.Dependency(instance_of=StoreSettings)
    job_settings = providers.Dependency(instance_of=JobSettings)

    redis = providers.Singleton(connect, stores.provided.redis_url)
    connection = providers.Selector(
        stores.provided.shared, process=providers.Factory(nullcontext), redis=redis
    )
    jobs = providers.Selector(
        stores.provided.shared,
        process=providers.Singleton(InProcessJobQueue, job_settings.provided.concurrency),
        redis=providers.Singleton(SaqJobQueue, redis),
    )
    checks = providers.Selector(
        stores.provided.shared,
        process=providers.List(),
        redis=providers.List(providers.Singleton(RedisCheck, redis)),
    )
