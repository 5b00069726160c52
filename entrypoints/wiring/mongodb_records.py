"""Every repository in one database of a MongoDB server."""

from datetime import timedelta

from dependency_injector import containers, providers

from adapters.cache.direct import DirectReads
from adapters.persistence.mongodb.audit_log import MongoAuditLog
from adapters.persistence.mongodb.check import MongoCheck
from adapters.persistence.mongodb.clock import MongoClock
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.delivery_repository import MongoDeliveryRepository
from adapters.persistence.mongodb.event_log import MongoEventLog
from adapters.persistence.mongodb.idempotency_store import MongoIdempotencyStore
from adapters.persistence.mongodb.personal_token_repository import MongoPersonalTokenRepository
from adapters.persistence.mongodb.schedule import MongoSchedule
from adapters.persistence.mongodb.session_repository import MongoSessionRepository
from adapters.persistence.mongodb.upload_repository import MongoUploadRepository
from adapters.persistence.mongodb.user_repository import MongoUserRepository
from adapters.persistence.mongodb.video_repository import MongoVideoRepository
from adapters.persistence.mongodb.webhook_repository import MongoWebhookRepository
from application.ports.clock import Clock
from entrypoints.settings import StoreSettings


class MongoRecords(containers.DeclarativeContainer):
    """`videos` is called with what it tells its events to, and with the fence of kept answers.

    `clock` is the one that leases and turns go by.
    `clock_measures` are to be called when the database is open, and now and then.
    """

    stores = providers.Dependency(instance_of=StoreSettings)
    host_clock: providers.Dependency[Clock] = providers.Dependency()

    database = providers.Singleton(
        MongoDatabase,
        stores.provided.mongo_uri,
        stores.provided.mongo_driver,
        providers.Factory(timedelta.total_seconds, stores.provided.db_timeout),
    )
    check = providers.Singleton(MongoCheck, database)

    clock = providers.Singleton(MongoClock, database, host_clock)
    clock_measures = providers.List(clock.provided.measure)
    schedule = providers.Singleton(MongoSchedule, database)
    reads = providers.Singleton(DirectReads)

    users = providers.Singleton(MongoUserRepository, database)
    sessions = providers.Singleton(MongoSessionRepository, database)
    personal_tokens = providers.Singleton(MongoPersonalTokenRepository, database)
    audit_log = providers.Singleton(MongoAuditLog, database)
    event_log = providers.Singleton(MongoEventLog, database)
    videos = providers.Singleton(MongoVideoRepository, database)
    resumable_uploads = providers.Singleton(MongoUploadRepository, database)
    webhooks = providers.Singleton(MongoWebhookRepository, database)
    deliveries = providers.Singleton(MongoDeliveryRepository, database)
    idempotency = providers.Singleton(MongoIdempotencyStore, database)
