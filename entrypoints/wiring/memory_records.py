"""Every repository in memory, for libraries and tests."""

from contextlib import nullcontext

from dependency_injector import containers, providers

from adapters.cache.direct import DirectReads
from adapters.persistence.memory.audit_log import MemoryAuditLog
from adapters.persistence.memory.check import MemoryCheck
from adapters.persistence.memory.delivery_repository import MemoryDeliveryRepository
from adapters.persistence.memory.event_log import MemoryEventLog
from adapters.persistence.memory.idempotency_store import MemoryIdempotencyStore
from adapters.persistence.memory.personal_token_repository import MemoryPersonalTokenRepository
from adapters.persistence.memory.schedule import MemorySchedule
from adapters.persistence.memory.session_repository import MemorySessionRepository
from adapters.persistence.memory.upload_repository import MemoryUploadRepository
from adapters.persistence.memory.user_repository import MemoryUserRepository
from adapters.persistence.memory.video_repository import MemoryVideoRepository
from adapters.persistence.memory.webhook_repository import MemoryWebhookRepository
from application.ports.clock import Clock
from entrypoints.settings import StoreSettings


class MemoryRecords(containers.DeclarativeContainer):
    """`videos` is called with what it tells its events to.

    `clock` is the one that leases and turns go by.
    `clock_measures` are to be called when the database is open, and now and then.
    """

    stores = providers.Dependency(instance_of=StoreSettings)
    host_clock: providers.Dependency[Clock] = providers.Dependency()

    database = providers.Factory(nullcontext)
    check = providers.Singleton(MemoryCheck)

    clock = host_clock
    clock_measures = providers.List()
    schedule = providers.Singleton(MemorySchedule)
    reads = providers.Singleton(DirectReads)

    users = providers.Singleton(MemoryUserRepository)
    sessions = providers.Singleton(MemorySessionRepository)
    personal_tokens = providers.Singleton(MemoryPersonalTokenRepository)
    audit_log = providers.Singleton(MemoryAuditLog)
    event_log = providers.Singleton(MemoryEventLog)
    videos = providers.Singleton(MemoryVideoRepository, event_log)
    resumable_uploads = providers.Singleton(MemoryUploadRepository)
    webhooks = providers.Singleton(MemoryWebhookRepository)
    deliveries = providers.Singleton(MemoryDeliveryRepository)
    idempotency = providers.Singleton(MemoryIdempotencyStore)
