"""Where keyed requests and their answers are kept."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from domain.idempotency.keyed_request import KeyedRequest, KeyScope


class IdempotencyStore(Protocol):
    """What is known of keys; every method raises StoreUnavailableError where it cannot answer."""

    @abstractmethod
    async def update(
        self, scope: KeyScope, change: Callable[[KeyedRequest | None], KeyedRequest]
    ) -> KeyedRequest:
        """Replace what is known by `change` of it, atomically and durably, and return that.

        `change` is given None for a key that is not known; it is pure and may be called again
        when another writer was faster.
        A `change` that returns its argument writes nothing.
        What it raises reaches the caller, and nothing is written.
        """

    @abstractmethod
    async def remove_expired(self, before: datetime) -> int:
        """Forget keys whose `expires_at` lies before `before`; return how many."""
