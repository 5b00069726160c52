"""Where the deliveries of webhooks are kept."""

from abc import abstractmethod
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.ids import DeliveryId, WebhookId
from domain.webhook.delivery import Delivery


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """One page of an endpoint's deliveries; `total` counts all that there are."""

    items: tuple[Delivery, ...]
    total: int


class DeliveryRepository(Protocol):
    """The deliveries, and how far the event log has been turned into them.

    Every method raises StoreUnavailableError when the store does not answer.
    """

    @abstractmethod
    async def position(self) -> int:
        """Return the number of the last event whose deliveries are all kept, 0 at first."""

    @abstractmethod
    async def advance(self, number: int) -> None:
        """Move the position to `number`, unless it is there or beyond."""

    @abstractmethod
    async def add(self, delivery: Delivery) -> None:
        """Keep a new delivery; where its endpoint has one of that event, change nothing."""

    @abstractmethod
    async def get(self, delivery_id: DeliveryId) -> Delivery:
        """Return the delivery.

        Raises:
            DeliveryNotFoundError: there is none with this id.
        """

    @abstractmethod
    async def list_of(self, endpoint_id: WebhookId, skip: int, limit: int) -> DeliveryPage:
        """Return the endpoint's deliveries, the newest event first."""

    @abstractmethod
    async def find_due(self, now: datetime, besides: Collection[WebhookId]) -> Delivery | None:
        """Return the delivery that is due longest at `now`, or None.

        Deliveries to endpoints in `besides` are left out.
        """

    @abstractmethod
    async def update(
        self, delivery_id: DeliveryId, change: Callable[[Delivery], Delivery]
    ) -> Delivery:
        """Replace the delivery by `change` of it, atomically, and return the new value.

        `change` is pure and may be called again when another writer was faster.
        What it raises reaches the caller, and nothing is written.

        Raises:
            DeliveryNotFoundError: there is none with this id.
        """

    @abstractmethod
    async def remove_of(self, endpoint_id: WebhookId) -> None:
        """Forget all deliveries of an endpoint."""

    @abstractmethod
    async def remove_before(self, before: datetime) -> int:
        """Forget deliveries that were made before `before`; return how many."""
