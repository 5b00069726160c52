"""Endpoints of webhooks in the collection `webhooks`."""

from collections.abc import Callable

from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.collection import MongoCollection
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.documents import change_stored, from_document, to_document
from adapters.persistence.stored_form import ENDPOINT_FORM
from application.errors import WebhookNotFoundError
from application.ports.webhook_repository import WebhookRepository
from domain.ids import UserId, WebhookId
from domain.webhook.endpoint import Endpoint


class MongoWebhookRepository(WebhookRepository):
    """Secrets lie in the documents as they are: a signature needs them whole."""

    def __init__(self, database: MongoDatabase) -> None:
        self._database = database

    async def add(self, endpoint: Endpoint) -> None:
        await self._webhooks.insert(_document(endpoint))

    async def get(self, webhook_id: WebhookId) -> Endpoint:
        document = await self._webhooks.find_one({"_id": webhook_id})
        if document is None:
            raise WebhookNotFoundError
        return from_document(ENDPOINT_FORM, document)

    async def list_owned(self, owner_id: UserId) -> tuple[Endpoint, ...]:
        documents = await self._webhooks.find(
            {"owner_id": owner_id}, sort=[("created_at", 1), ("_id", 1)]
        )
        return tuple(from_document(ENDPOINT_FORM, document) for document in documents)

    async def update(
        self, webhook_id: WebhookId, change: Callable[[Endpoint], Endpoint]
    ) -> Endpoint:
        return await change_stored(self._webhooks, lambda: self.get(webhook_id), change, _document)

    async def remove(self, webhook_id: WebhookId) -> None:
        await self._webhooks.delete({"_id": webhook_id})

    @property
    def _webhooks(self) -> MongoCollection:
        return self._database.collection("webhooks")


def _document(endpoint: Endpoint) -> Document:
    return to_document(ENDPOINT_FORM, endpoint)
