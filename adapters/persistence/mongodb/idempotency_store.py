"""Keyed requests in the collection `keyed_requests`."""

from collections.abc import Callable
from datetime import datetime

from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.collection import MongoCollection
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.documents import change_stored
from adapters.persistence.stored_form import KEYED_REQUEST_FORM
from application.errors import DuplicateIdError, StoreUnavailableError
from application.ports.idempotency_store import IdempotencyStore
from domain.idempotency.keyed_request import KeyedRequest, KeyScope


class MongoIdempotencyStore(IdempotencyStore):
    """The scope, as text, is the id, so that of rivals with a new key one inserts it."""

    def __init__(self, database: MongoDatabase) -> None:
        self._database = database

    async def update(
        self, scope: KeyScope, change: Callable[[KeyedRequest | None], KeyedRequest]
    ) -> KeyedRequest:
        if await self._find(scope) is None:
            fresh = change(None)
            try:
                await self._keys.insert(_document(fresh))
            except DuplicateIdError:
                pass  # a rival was faster
            else:
                return fresh
        return await change_stored(self._keys, lambda: self._get(scope), change, _document)

    async def remove_expired(self, before: datetime) -> int:
        return await self._keys.delete({"expires_at": {"$lt": before}})

    async def _find(self, scope: KeyScope) -> KeyedRequest | None:
        document = await self._keys.find_one({"_id": _id_of(scope)})
        return None if document is None else KEYED_REQUEST_FORM.from_document(document)

    async def _get(self, scope: KeyScope) -> KeyedRequest:
        found = await self._find(scope)
        if found is None:  # forgotten in this very moment
            raise StoreUnavailableError
        return found

    @property
    def _keys(self) -> MongoCollection:
        return self._database.collection("keyed_requests")


def _id_of(scope: KeyScope) -> str:
    return f"{scope.user_id} {scope.route} {scope.key}"


def _document(known: KeyedRequest) -> Document:
    return {"_id": _id_of(known.scope), **KEYED_REQUEST_FORM.to_document(known)}
