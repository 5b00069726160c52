"""From the event log to deliveries."""

import json
from collections.abc import Mapping

from application.event_document import document_of
from application.ports.clock import Clock
from application.ports.delivery_repository import DeliveryRepository
from application.ports.event_log import EventLog, LoggedEvent
from application.ports.id_generator import IdGenerator
from application.ports.webhook_repository import WebhookRepository
from domain.ids import DeliveryId, UserId
from domain.webhook.delivery import Delivery
from domain.webhook.endpoint import Endpoint

_BATCH = 100


class PlanDeliveries:
    """Turn events that nobody has looked at into deliveries to the endpoints that want them.

    Returns whether there were any events.
    Any number of processes may do this at once, and what a crash interrupts is done again: an
    event has one delivery to an endpoint, and the position moves on when all of a batch have.
    """

    def __init__(
        self,
        log: EventLog,
        webhooks: WebhookRepository,
        deliveries: DeliveryRepository,
        clock: Clock,
        ids: IdGenerator,
    ) -> None:
        self._log = log
        self._webhooks = webhooks
        self._deliveries = deliveries
        self._clock = clock
        self._ids = ids

    async def __call__(self) -> bool:
        batch = await self._log.read_all(await self._deliveries.position(), _BATCH)
        if not batch:
            return False
        endpoints = await self._endpoints_of({entry.event.owner_id for entry in batch})
        for entry in batch:
            for endpoint in endpoints[entry.event.owner_id]:
                if endpoint.wants(entry.event.type, entry.number):
                    await self._deliveries.add(self._delivery(entry, endpoint))
        await self._deliveries.advance(batch[-1].number)
        return True

    async def _endpoints_of(self, owner_ids: set[UserId]) -> Mapping[UserId, tuple[Endpoint, ...]]:
        return {owner_id: await self._webhooks.list_owned(owner_id) for owner_id in owner_ids}

    def _delivery(self, entry: LoggedEvent, endpoint: Endpoint) -> Delivery:
        now = self._clock.now()
        return Delivery(
            id=DeliveryId(self._ids.new_id()),
            endpoint_id=endpoint.id,
            owner_id=endpoint.owner_id,
            number=entry.number,
            event_type=entry.event.type,
            body=json.dumps(document_of(entry), ensure_ascii=False, separators=(",", ":")),
            created_at=now,
            next_at=now,
        )
