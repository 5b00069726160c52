"""Removing an endpoint."""

from application.actor import Actor
from application.ports.delivery_repository import DeliveryRepository
from application.ports.webhook_repository import WebhookRepository
from application.use_cases.webhooks.ownership import require_owner
from domain.ids import WebhookId


class DeleteWebhook:
    """Delete an endpoint and its history; nothing is sent to it any more.

    Only its owner may.

    Raises:
        WebhookNotFoundError: no such endpoint, or another's.
    """

    def __init__(self, webhooks: WebhookRepository, deliveries: DeliveryRepository) -> None:
        self._webhooks = webhooks
        self._deliveries = deliveries

    async def __call__(self, actor: Actor, webhook_id: WebhookId) -> None:
        require_owner(actor, await self._webhooks.get(webhook_id))
        await self._webhooks.remove(webhook_id)
        await self._deliveries.remove_of(webhook_id)
