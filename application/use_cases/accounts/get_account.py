"""The caller's own account."""

from application.actor import Actor
from application.errors import UserNotFoundError
from application.ports.user_repository import UserRepository
from domain.account.errors import InvalidTokenError
from domain.account.user import User


class GetAccount:
    """Return the account of the caller.

    Raises:
        InvalidTokenError: the account is gone or disabled.
    """

    def __init__(self, users: UserRepository) -> None:
        self._users = users

    async def __call__(self, actor: Actor) -> User:
        try:
            user = await self._users.get(actor.user_id)
        except UserNotFoundError as error:
            raise InvalidTokenError from error
        if not user.is_enabled:
            raise InvalidTokenError
        return user
