"""Where the endpoints of webhooks are kept."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Protocol

from domain.ids import UserId, WebhookId
from domain.webhook.endpoint import Endpoint


class WebhookRepository(Protocol):
    """The endpoints; every method raises StoreUnavailableError when the store does not answer."""

    @abstractmethod
    async def add(self, endpoint: Endpoint) -> None:
        """Keep a new endpoint.

        Raises:
            DuplicateIdError: another endpoint has the id.
        """

    @abstractmethod
    async def get(self, webhook_id: WebhookId) -> Endpoint:
        """Return the endpoint.

        Raises:
            WebhookNotFoundError: there is none with this id.
        """

    @abstractmethod
    async def list_owned(self, owner_id: UserId) -> tuple[Endpoint, ...]:
        """Return all endpoints of the owner, the oldest first; the id breaks ties."""

    @abstractmethod
    async def update(
        self, webhook_id: WebhookId, change: Callable[[Endpoint], Endpoint]
    ) -> Endpoint:
        """Replace the endpoint by `change` of it, atomically, and return the new value.

        `change` is pure and may be called again when another writer was faster.
        A `change` that returns its argument writes nothing.
        What it raises reaches the caller, and nothing is written.

        Raises:
            WebhookNotFoundError: there is none with this id.
        """

    @abstractmethod
    async def remove(self, webhook_id: WebhookId) -> None:
        """Forget the endpoint; forgetting it again changes nothing."""
