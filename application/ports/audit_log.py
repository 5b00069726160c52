"""Where the acts of administrators are kept."""

from abc import abstractmethod
from typing import Protocol

from application.pages import Listing, PageNumber
from domain.account.audit import AuditEntry


class AuditLog(Protocol):
    """The acts, never changed and never removed.

    Every method raises StoreUnavailableError when the store does not answer.
    """

    @abstractmethod
    async def append(self, entry: AuditEntry) -> None:
        """Keep an act, durably.

        Raises:
            DuplicateIdError: another entry has the id.
        """

    @abstractmethod
    async def list(self, page: PageNumber) -> Listing[AuditEntry]:
        """Return a page of all acts, by falling id."""
