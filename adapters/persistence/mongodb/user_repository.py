"""Users in the collection `users`."""

import asyncio
import re
from collections.abc import Callable

from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.collection import MongoCollection
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.documents import change_stored, from_document, to_document
from adapters.persistence.stored_form import USER_FORM
from application.errors import EmailTakenError, UserNotFoundError
from application.pages import Listing, UserSurvey
from application.ports.user_repository import UserRepository
from domain.account.email import EmailAddress
from domain.account.user import User
from domain.ids import UserId


class MongoUserRepository(UserRepository):
    """The unique index on `email` decides who gets an address."""

    def __init__(self, database: MongoDatabase) -> None:
        self._database = database

    async def add(self, user: User) -> None:
        await self._users.insert(_document(user), taken={"email": EmailTakenError})

    async def get(self, user_id: UserId) -> User:
        document = await self._users.find_one({"_id": user_id})
        if document is None:
            raise UserNotFoundError
        return from_document(USER_FORM, document)

    async def find_by_email(self, email: EmailAddress) -> User | None:
        document = await self._users.find_one({"email": email.text})
        return None if document is None else from_document(USER_FORM, document)

    async def survey(self, query: UserSurvey) -> Listing[User]:
        wanted = query.email_contains
        matching: Document = {} if wanted is None else {"email": {"$regex": re.escape(wanted)}}
        documents, total = await asyncio.gather(
            self._users.find(
                matching, sort=[("_id", -1)], skip=query.page.skipped, limit=query.page.limit
            ),
            self._users.count(matching),
        )
        return Listing(tuple(from_document(USER_FORM, document) for document in documents), total)

    async def update(self, user_id: UserId, change: Callable[[User], User]) -> User:
        return await change_stored(self._users, lambda: self.get(user_id), change, _document)

    @property
    def _users(self) -> MongoCollection:
        return self._database.collection("users")


def _document(user: User) -> Document:
    return to_document(USER_FORM, user)
