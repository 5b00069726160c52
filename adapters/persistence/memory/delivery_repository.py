"""Deliveries of webhooks in a dict."""

from collections.abc import Callable, Collection
from datetime import datetime

from application.errors import DeliveryNotFoundError
from application.ports.delivery_repository import DeliveryPage, DeliveryRepository
from domain.ids import DeliveryId, WebhookId
from domain.webhook.delivery import Delivery


class MemoryDeliveryRepository(DeliveryRepository):
    """Keeps deliveries by id; every other question looks at each."""

    def __init__(self) -> None:
        self._deliveries: dict[DeliveryId, Delivery] = {}
        self._position = 0

    async def position(self) -> int:
        return self._position

    async def advance(self, number: int) -> None:
        self._position = max(self._position, number)

    async def add(self, delivery: Delivery) -> None:
        key = (delivery.endpoint_id, delivery.number)
        known = {(each.endpoint_id, each.number) for each in self._deliveries.values()}
        if key not in known:
            self._deliveries[delivery.id] = delivery

    async def get(self, delivery_id: DeliveryId) -> Delivery:
        try:
            return self._deliveries[delivery_id]
        except KeyError as exc:
            raise DeliveryNotFoundError from exc

    async def list_of(self, endpoint_id: WebhookId, skip: int, limit: int) -> DeliveryPage:
        found = [each for each in self._deliveries.values() if each.endpoint_id == endpoint_id]
        found.sort(key=lambda delivery: delivery.number, reverse=True)
        return DeliveryPage(tuple(found[skip : skip + limit]), len(found))

    async def find_due(self, now: datetime, besides: Collection[WebhookId]) -> Delivery | None:
        due = [
            (delivery.due_at, delivery.id)
            for delivery in self._deliveries.values()
            if delivery.due_at is not None
            and delivery.due_at <= now
            and delivery.endpoint_id not in besides
        ]
        return self._deliveries[min(due)[1]] if due else None

    async def update(
        self, delivery_id: DeliveryId, change: Callable[[Delivery], Delivery]
    ) -> Delivery:
        changed = change(await self.get(delivery_id))
        self._deliveries[delivery_id] = changed
        return changed

    async def remove_of(self, endpoint_id: WebhookId) -> None:
        self._keep(lambda delivery: delivery.endpoint_id != endpoint_id)

    async def remove_before(self, before: datetime) -> int:
        return self._keep(lambda delivery: delivery.created_at >= before)

    def _keep(self, wanted: Callable[[Delivery], bool]) -> int:
        kept = {id_: held for id_, held in self._deliveries.items() if wanted(held)}
        removed = len(self._deliveries) - len(kept)
        self._deliveries = kept
        return removed
