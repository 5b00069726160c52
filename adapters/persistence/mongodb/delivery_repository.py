"""Deliveries of webhooks in `deliveries`, and their position in `positions`."""

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime

from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.collection import MongoCollection
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.documents import change_stored, from_document, to_document
from adapters.persistence.stored_form import DELIVERY_FORM
from application.errors import DeliveryNotFoundError, DuplicateIdError
from application.ports.delivery_repository import DeliveryPage, DeliveryRepository
from domain.ids import DeliveryId, WebhookId
from domain.webhook.delivery import Delivery

_POSITION = "deliveries"


class MongoDeliveryRepository(DeliveryRepository):
    """The unique `key`, endpoint and number, lets one delivery of each event in."""

    def __init__(self, database: MongoDatabase) -> None:
        self._database = database

    async def position(self) -> int:
        document = await self._database.collection("positions").find_one({"_id": _POSITION})
        return 0 if document is None else int(document["number"])

    async def advance(self, number: int) -> None:
        await self._database.collection("positions").raise_to(_POSITION, "number", number)

    async def add(self, delivery: Delivery) -> None:
        with suppress(DuplicateIdError):
            await self._deliveries.insert(_document(delivery), taken={"key": DuplicateIdError})

    async def get(self, delivery_id: DeliveryId) -> Delivery:
        document = await self._deliveries.find_one({"_id": delivery_id})
        if document is None:
            raise DeliveryNotFoundError
        return from_document(DELIVERY_FORM, document)

    async def list_of(self, endpoint_id: WebhookId, skip: int, limit: int) -> DeliveryPage:
        of_endpoint = {"endpoint_id": endpoint_id}
        documents, total = await asyncio.gather(
            self._deliveries.find(of_endpoint, sort=[("number", -1)], skip=skip, limit=limit),
            self._deliveries.count(of_endpoint),
        )
        return DeliveryPage(
            tuple(from_document(DELIVERY_FORM, document) for document in documents), total
        )

    async def find_due(self, now: datetime, besides: Collection[WebhookId]) -> Delivery | None:
        documents = await self._deliveries.find(
            {"due_at": {"$lte": now}, "endpoint_id": {"$nin": list(besides)}},
            sort=[("due_at", 1), ("_id", 1)],
            limit=1,
        )
        return from_document(DELIVERY_FORM, documents[0]) if documents else None

    async def update(
        self, delivery_id: DeliveryId, change: Callable[[Delivery], Delivery]
    ) -> Delivery:
        return await change_stored(
            self._deliveries, lambda: self.get(delivery_id), change, _document
        )

    async def remove_of(self, endpoint_id: WebhookId) -> None:
        await self._deliveries.delete({"endpoint_id": endpoint_id})

    async def remove_before(self, before: datetime) -> int:
        return await self._deliveries.delete({"created_at": {"$lt": before}})

    @property
    def _deliveries(self) -> MongoCollection:
        return self._database.collection("deliveries")


def _document(delivery: Delivery) -> Document:
    document = to_document(DELIVERY_FORM, delivery)
    document["key"] = f"{delivery.endpoint_id}/{delivery.number}"
    if delivery.due_at is not None:
        document["due_at"] = delivery.due_at
    return document
