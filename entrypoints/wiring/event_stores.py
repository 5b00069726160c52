"""Which adapter stands behind the ports of events and webhooks."""

from dependency_injector import containers, providers

from adapters.persistence.memory.delivery_repository import MemoryDeliveryRepository
from adapters.persistence.memory.event_log import MemoryEventLog
from adapters.persistence.memory.webhook_repository import MemoryWebhookRepository
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.delivery_repository import MongoDeliveryRepository
from adapters.persistence.mongodb.event_log import MongoEventLog
from adapters.persistence.mongodb.webhook_repository import MongoWebhookRepository
from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.delivery_repository import SqliteDeliveryRepository
from adapters.persistence.sqlite.event_log import SqliteEventLog
from adapters.persistence.sqlite.webhook_repository import SqliteWebhookRepository
from adapters.webhooks.http_sender import HttpWebhookSender
from application.ports.clock import Clock
from entrypoints.settings import Settings, WebhookSettings


def _sender(clock: Clock, webhooks: WebhookSettings) -> HttpWebhookSender:
    timeout_s = webhooks.limits.timeout.total_seconds()
    return HttpWebhookSender(clock, timeout_s, webhooks.allowed_networks)


class EventStores(containers.DeclarativeContainer):
    """The log, endpoints and deliveries beside the other records, and what calls receivers."""

    settings = providers.Dependency(instance_of=Settings)
    clock: providers.Dependency[Clock] = providers.Dependency()
    sqlite: providers.Dependency[SqliteDatabase] = providers.Dependency()
    mongodb: providers.Dependency[MongoDatabase] = providers.Dependency()

    _records = settings.provided.stores.records

    log = providers.Selector(
        _records,
        memory=providers.Singleton(MemoryEventLog),
        sqlite=providers.Singleton(SqliteEventLog, sqlite),
        mongodb=providers.Singleton(MongoEventLog, mongodb),
    )
    endpoints = providers.Selector(
        _records,
        memory=providers.Singleton(MemoryWebhookRepository),
        sqlite=providers.Singleton(SqliteWebhookRepository, sqlite),
        mongodb=providers.Singleton(MongoWebhookRepository, mongodb),
    )
    deliveries = providers.Selector(
        _records,
        memory=providers.Singleton(MemoryDeliveryRepository),
        sqlite=providers.Singleton(SqliteDeliveryRepository, sqlite),
        mongodb=providers.Singleton(MongoDeliveryRepository, mongodb),
    )
    sender = providers.Singleton(_sender, clock, settings.provided.webhooks)
