"""Who a personal access token speaks for."""

import hmac
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime

from application.actor import Actor
from application.errors import ForbiddenError, UserNotFoundError
from application.ports.personal_token_repository import PersonalTokenRepository
from application.ports.user_repository import UserRepository
from application.use_cases.accounts.personal_token_text import PersonalTokenText
from domain.account.errors import InvalidTokenError, TokenExpiredError
from domain.account.personal_token import PersonalToken, Scope
from domain.account.user import User
from domain.errors import PlatformError


class CheckPersonalToken:
    """Looks the token and its user up each time, so that every end is exact in every process."""

    def __init__(self, tokens: PersonalTokenRepository, users: UserRepository) -> None:
        self._tokens = tokens
        self._users = users

    async def __call__(self, text: str, scopes: Collection[Scope], now: datetime) -> Actor:
        """Return whom the token speaks for, and note its use.

        Args:
            text: the token.
            scopes: those of which any one opens what is asked for.
            now: the present instant.

        Raises:
            InvalidTokenError: unknown, or its user is gone or disabled.
            TokenExpiredError: its time is over.
            ForbiddenError: it has none of `scopes`.
        """
        written = PersonalTokenText.parse(text)
        token = await self._tokens.find(written.id)
        if token is None or not hmac.compare_digest(token.digest, written.digest):
            raise InvalidTokenError
        if not token.is_alive(now):
            raise TokenExpiredError
        user = await self._require_user(token)
        if token.scopes.isdisjoint(scopes):
            raise ForbiddenError
        if token.note_use(now) is not token:
            with suppress(PlatformError):  # a use that is not noted keeps nobody waiting
                await self._tokens.update(token.id, lambda stored: stored.note_use(now))
        return Actor(user.id, None, user.role, token.id)

    async def _require_user(self, token: PersonalToken) -> User:
        try:
            user = await self._users.get(token.user_id)
        except UserNotFoundError as error:
            raise InvalidTokenError from error
        if not user.is_enabled:
            raise InvalidTokenError
        return user
