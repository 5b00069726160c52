"""Where users are kept."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Protocol

from application.pages import Listing, UserSurvey
from domain.account.email import EmailAddress
from domain.account.user import User
from domain.ids import UserId


class UserRepository(Protocol):
    """The users; every method raises StoreUnavailableError when the store does not answer."""

    @abstractmethod
    async def add(self, user: User) -> None:
        """Keep a new user, durably.

        Of any number of parallel calls with one e-mail address, one succeeds.

        Raises:
            EmailTakenError: another user has the address.
            DuplicateIdError: another user has the id.
        """

    @abstractmethod
    async def get(self, user_id: UserId) -> User:
        """Return the user.

        Raises:
            UserNotFoundError: there is none with this id.
        """

    @abstractmethod
    async def find_by_email(self, email: EmailAddress) -> User | None:
        """Return the user with this address, or None."""

    @abstractmethod
    async def survey(self, query: UserSurvey) -> Listing[User]:
        """Return a page of all users, by falling id; it may look at each.

        The caller validates the bounds of `query`.
        """

    @abstractmethod
    async def update(self, user_id: UserId, change: Callable[[User], User]) -> User:
        """Replace the user by `change` of it, atomically, and return the new value.

        `change` is pure and may be called again when another writer was faster.
        What it raises reaches the caller, and nothing is written.

        Raises:
            UserNotFoundError: there is none with this id.
        """
