"""Where personal access tokens are kept."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from domain.account.personal_token import PersonalToken
from domain.ids import PersonalTokenId, UserId


class PersonalTokenRepository(Protocol):
    """The tokens; every method raises StoreUnavailableError when the store does not answer."""

    @abstractmethod
    async def add(self, token: PersonalToken) -> None:
        """Keep a new token, durably.

        Raises:
            DuplicateIdError: another token has the id.
        """

    @abstractmethod
    async def find(self, token_id: PersonalTokenId) -> PersonalToken | None:
        """Return the token, run out or not, or None."""

    @abstractmethod
    async def list_of(self, user_id: UserId) -> tuple[PersonalToken, ...]:
        """Return the user's tokens, those that ran out included, by falling id."""

    @abstractmethod
    async def update(
        self, token_id: PersonalTokenId, change: Callable[[PersonalToken], PersonalToken]
    ) -> PersonalToken:
        """Replace the token by `change` of it, atomically, and return the new value.

        `change` is pure and may be called again when another writer was faster.

        Raises:
            PersonalTokenNotFoundError: there is none with this id.
        """

    @abstractmethod
    async def remove(self, token_id: PersonalTokenId) -> None:
        """Forget the token; forgetting it again changes nothing."""

    @abstractmethod
    async def remove_expired(self, before: datetime) -> int:
        """Forget the tokens that ran out before an instant, and return how many."""
