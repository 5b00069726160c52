"""Sessions in the collection `sessions`."""

from collections.abc import Callable
from datetime import datetime

from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.collection import MongoCollection
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.documents import change_stored, from_document, to_document
from adapters.persistence.stored_form import SESSION_FORM
from application.errors import SessionNotFoundError
from application.ports.session_repository import SessionRepository
from domain.account.session import Session
from domain.ids import SessionId, UserId


class MongoSessionRepository(SessionRepository):
    """Removes what expired when asked to; the server's own clock removes nothing."""

    def __init__(self, database: MongoDatabase) -> None:
        self._database = database

    async def add(self, session: Session) -> None:
        await self._sessions.insert(_document(session))

    async def find(self, session_id: SessionId) -> Session | None:
        document = await self._sessions.find_one({"_id": session_id})
        return None if document is None else from_document(SESSION_FORM, document)

    async def update(self, session_id: SessionId, change: Callable[[Session], Session]) -> Session:
        async def read() -> Session:
            session = await self.find(session_id)
            if session is None:
                raise SessionNotFoundError
            return session

        return await change_stored(self._sessions, read, change, _document)

    async def list_alive(self, user_id: UserId, now: datetime) -> tuple[Session, ...]:
        documents = await self._sessions.find(
            {"user_id": user_id, "ended_at": None, "expires_at": {"$gt": now}}, sort=[("_id", -1)]
        )
        return tuple(from_document(SESSION_FORM, document) for document in documents)

    async def list_addresses(self, user_id: UserId) -> frozenset[str]:
        documents = await self._sessions.find(
            {"user_id": user_id}, fields={"_id": False, "client.address": True}
        )
        return frozenset(document.get("client", {}).get("address", "") for document in documents)

    async def list_ended_since(self, since: datetime) -> tuple[Session, ...]:
        documents = await self._sessions.find(
            {"ended_at": {"$gte": since}}, sort=[("ended_at", 1), ("_id", 1)]
        )
        return tuple(from_document(SESSION_FORM, document) for document in documents)

    async def remove_expired(self, before: datetime) -> int:
        return await self._sessions.delete({"expires_at": {"$lt": before}})

    @property
    def _sessions(self) -> MongoCollection:
        return self._database.collection("sessions")


def _document(session: Session) -> Document:
    return to_document(SESSION_FORM, session)
