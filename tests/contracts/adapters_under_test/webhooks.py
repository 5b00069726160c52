"""Stores and senders of webhooks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_network

import pytest

from adapters.persistence.memory.delivery_repository import MemoryDeliveryRepository
from adapters.persistence.memory.webhook_repository import MemoryWebhookRepository
from adapters.persistence.mongodb.delivery_repository import MongoDeliveryRepository
from adapters.persistence.mongodb.webhook_repository import MongoWebhookRepository
from adapters.persistence.sqlite.delivery_repository import SqliteDeliveryRepository
from adapters.persistence.sqlite.webhook_repository import SqliteWebhookRepository
from adapters.webhooks.http_sender import HttpWebhookSender
from application.ports.delivery_repository import DeliveryRepository
from application.ports.webhook_repository import WebhookRepository
from application.ports.webhook_sender import WebhookSender
from tests.contracts.adapters_under_test.persistence import in_memory, on_mongodb, on_sqlite
from tests.contracts.adapters_under_test.table import Adapter, Table
from tests.doubles.clock import ManualClock

WEBHOOK_REPOSITORIES: Table[WebhookRepository] = {
    "memory": Adapter(MemoryWebhookRepository, in_memory(MemoryWebhookRepository)),
    "sqlite": Adapter(SqliteWebhookRepository, on_sqlite(SqliteWebhookRepository)),
    "mongodb_motor": Adapter(MongoWebhookRepository, on_mongodb("motor", MongoWebhookRepository)),
    "mongodb_pymongo": Adapter(
        MongoWebhookRepository, on_mongodb("pymongo", MongoWebhookRepository)
    ),
}
DELIVERY_REPOSITORIES: Table[DeliveryRepository] = {
    "memory": Adapter(MemoryDeliveryRepository, in_memory(MemoryDeliveryRepository)),
    "sqlite": Adapter(SqliteDeliveryRepository, on_sqlite(SqliteDeliveryRepository)),
    "mongodb_motor": Adapter(MongoDeliveryRepository, on_mongodb("motor", MongoDeliveryRepository)),
    "mongodb_pymongo": Adapter(
        MongoDeliveryRepository, on_mongodb("pymongo", MongoDeliveryRepository)
    ),
}


@asynccontextmanager
async def _http(_: pytest.FixtureRequest) -> AsyncIterator[WebhookSender]:
    yield HttpWebhookSender(ManualClock(), allowed=(ip_network("127.0.0.0/8"),))


WEBHOOK_SENDERS: Table[WebhookSender] = {"http": Adapter(HttpWebhookSender, _http)}
