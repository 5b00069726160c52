"""Sending an event once more."""

from application.actor import Actor
from application.errors import DeliveryNotFoundError
from application.ports.clock import Clock
from application.ports.delivery_repository import DeliveryRepository
from application.ports.webhook_repository import WebhookRepository
from application.use_cases.webhooks.ownership import require_owner
from domain.ids import DeliveryId, WebhookId
from domain.webhook.delivery import Delivery


class ReplayDelivery:
    """Send an event to an endpoint again, as often as a new one would be tried.

    Only the endpoint's owner may.
    The message is the same, its `webhook-id` too, so that receivers can tell it from a new one.

    Raises:
        WebhookNotFoundError: no such endpoint, or another's.
        DeliveryNotFoundError: no such delivery to it.
    """

    def __init__(
        self, webhooks: WebhookRepository, deliveries: DeliveryRepository, clock: Clock
    ) -> None:
        self._webhooks = webhooks
        self._deliveries = deliveries
        self._clock = clock

    async def __call__(
        self, actor: Actor, webhook_id: WebhookId, delivery_id: DeliveryId
    ) -> Delivery:
        require_owner(actor, await self._webhooks.get(webhook_id))
        now = self._clock.now()

        def change(delivery: Delivery) -> Delivery:
            if delivery.endpoint_id != webhook_id:
                raise DeliveryNotFoundError
            return delivery.replay(now)

        return await self._deliveries.update(delivery_id, change)
