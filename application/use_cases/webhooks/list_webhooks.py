"""The caller's endpoints."""

from application.actor import Actor
from application.ports.webhook_repository import WebhookRepository
from domain.webhook.endpoint import Endpoint


class ListWebhooks:
    """Return all endpoints of the caller's own, the oldest first, without their secrets."""

    def __init__(self, webhooks: WebhookRepository) -> None:
        self._webhooks = webhooks

    async def __call__(self, actor: Actor) -> tuple[Endpoint, ...]:
        return await self._webhooks.list_owned(actor.user_id)
