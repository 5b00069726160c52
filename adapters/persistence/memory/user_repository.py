"""Users in a dict."""

from collections.abc import Callable

from application.errors import DuplicateIdError, EmailTakenError, UserNotFoundError
from application.pages import Listing, UserSurvey
from application.ports.user_repository import UserRepository
from domain.account.email import EmailAddress
from domain.account.user import User
from domain.ids import UserId


class MemoryUserRepository(UserRepository):
    """Keeps users by id, and ids by e-mail address."""

    def __init__(self) -> None:
        self._users: dict[UserId, User] = {}
        self._ids: dict[EmailAddress, UserId] = {}

    async def add(self, user: User) -> None:
        if user.id in self._users:
            raise DuplicateIdError
        if user.email in self._ids:
            raise EmailTakenError
        self._users[user.id] = user
        self._ids[user.email] = user.id

    async def get(self, user_id: UserId) -> User:
        try:
            return self._users[user_id]
        except KeyError as exc:
            raise UserNotFoundError from exc

    async def find_by_email(self, email: EmailAddress) -> User | None:
        user_id = self._ids.get(email)
        return None if user_id is None else self._users[user_id]

    async def survey(self, query: UserSurvey) -> Listing[User]:
        wanted = query.email_contains or ""
        found = [user for user in self._users.values() if wanted in user.email.text]
        return query.page.cut(sorted(found, key=lambda user: user.id, reverse=True))

    async def update(self, user_id: UserId, change: Callable[[User], User]) -> User:
        changed = change(await self.get(user_id))
        self._users[user_id] = changed
        return changed
