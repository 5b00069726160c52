"""Personal access tokens in a dict."""

from collections.abc import Callable
from datetime import datetime

from application.errors import DuplicateIdError, PersonalTokenNotFoundError
from application.ports.personal_token_repository import PersonalTokenRepository
from domain.account.personal_token import PersonalToken
from domain.ids import PersonalTokenId, UserId


class MemoryPersonalTokenRepository(PersonalTokenRepository):
    """Keeps tokens by id; a listing looks at each."""

    def __init__(self) -> None:
        self._tokens: dict[PersonalTokenId, PersonalToken] = {}

    async def add(self, token: PersonalToken) -> None:
        if token.id in self._tokens:
            raise DuplicateIdError
        self._tokens[token.id] = token

    async def find(self, token_id: PersonalTokenId) -> PersonalToken | None:
        return self._tokens.get(token_id)

    async def list_of(self, user_id: UserId) -> tuple[PersonalToken, ...]:
        mine = [token for token in self._tokens.values() if token.user_id == user_id]
        return tuple(sorted(mine, key=lambda token: token.id, reverse=True))

    async def update(
        self, token_id: PersonalTokenId, change: Callable[[PersonalToken], PersonalToken]
    ) -> PersonalToken:
        stored = self._tokens.get(token_id)
        if stored is None:
            raise PersonalTokenNotFoundError
        changed = change(stored)
        self._tokens[token_id] = changed
        return changed

    async def remove(self, token_id: PersonalTokenId) -> None:
        self._tokens.pop(token_id, None)

    async def remove_expired(self, before: datetime) -> int:
        expired = [
            token.id
            for token in self._tokens.values()
            if token.expires_at is not None and token.expires_at < before
        ]
        for token_id in expired:
            del self._tokens[token_id]
        return len(expired)
