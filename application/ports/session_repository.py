"""Where sessions are kept."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from domain.account.session import Session
from domain.ids import SessionId, UserId


class SessionRepository(Protocol):
    """The sessions; every method raises StoreUnavailableError when the store does not answer."""

    @abstractmethod
    async def add(self, session: Session) -> None:
        """Keep a new session, durably.

        Raises:
            DuplicateIdError: another session has the id.
        """

    @abstractmethod
    async def find(self, session_id: SessionId) -> Session | None:
        """Return the session, over or not, or None."""

    @abstractmethod
    async def update(self, session_id: SessionId, change: Callable[[Session], Session]) -> Session:
        """Replace the session by `change` of it, atomically, and return the new value.

        `change` is pure and may be called again when another writer was faster.
        What it raises reaches the caller, and nothing is written.

        Raises:
            SessionNotFoundError: there is none with this id.
        """

    @abstractmethod
    async def list_alive(self, user_id: UserId, now: datetime) -> tuple[Session, ...]:
        """Return the user's sessions that are alive at `now`, by falling id."""

    @abstractmethod
    async def list_addresses(self, user_id: UserId) -> frozenset[str]:
        """Return where the user's sessions were opened from, those that are over included."""

    @abstractmethod
    async def list_ended_since(self, since: datetime) -> tuple[Session, ...]:
        """Return the sessions that were ended at `since` or later, the oldest end first."""

    @abstractmethod
    async def remove_expired(self, before: datetime) -> int:
        """Forget sessions whose `expires_at` lies before `before`; return how many."""
