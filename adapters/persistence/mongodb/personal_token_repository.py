"""Personal access tokens in the collection `personal_tokens`."""

from collections.abc import Callable
from datetime import datetime

from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.collection import MongoCollection
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.documents import change_stored, from_document, to_document
from adapters.persistence.stored_form import PERSONAL_TOKEN_FORM
from application.errors import PersonalTokenNotFoundError
from application.ports.personal_token_repository import PersonalTokenRepository
from domain.account.personal_token import PersonalToken
from domain.ids import PersonalTokenId, UserId


class MongoPersonalTokenRepository(PersonalTokenRepository):
    """Finds by id, by user and by expiry."""

    def __init__(self, database: MongoDatabase) -> None:
        self._database = database

    async def add(self, token: PersonalToken) -> None:
        await self._tokens.insert(_document(token))

    async def find(self, token_id: PersonalTokenId) -> PersonalToken | None:
        document = await self._tokens.find_one({"_id": token_id})
        return None if document is None else from_document(PERSONAL_TOKEN_FORM, document)

    async def list_of(self, user_id: UserId) -> tuple[PersonalToken, ...]:
        documents = await self._tokens.find({"user_id": user_id}, sort=[("_id", -1)])
        return tuple(from_document(PERSONAL_TOKEN_FORM, document) for document in documents)

    async def update(
        self, token_id: PersonalTokenId, change: Callable[[PersonalToken], PersonalToken]
    ) -> PersonalToken:
        async def read() -> PersonalToken:
            token = await self.find(token_id)
            if token is None:
                raise PersonalTokenNotFoundError
            return token

        return await change_stored(self._tokens, read, change, _document)

    async def remove(self, token_id: PersonalTokenId) -> None:
        await self._tokens.delete({"_id": token_id})

    async def remove_expired(self, before: datetime) -> int:
        # A comparison with an instant passes over the null of those that never run out.
        return await self._tokens.delete({"expires_at": {"$lt": before}})

    @property
    def _tokens(self) -> MongoCollection:
        return self._database.collection("personal_tokens")


def _document(token: PersonalToken) -> Document:
    return to_document(PERSONAL_TOKEN_FORM, token)
