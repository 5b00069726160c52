"""Replacing an endpoint's secret."""

from application.actor import Actor
from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator
from application.ports.webhook_repository import WebhookRepository
from application.use_cases.webhooks.ownership import require_owner
from domain.ids import WebhookId
from domain.webhook.endpoint import Endpoint
from domain.webhook.secret import WebhookSecret


class RotateWebhookSecret:
    """Make a new secret, which is shown in this answer alone.

    Only the endpoint's owner may.
    For 24 hours messages are signed with both secrets, so that receivers change over in peace.

    Raises:
        WebhookNotFoundError: no such endpoint, or another's.
    """

    def __init__(self, webhooks: WebhookRepository, clock: Clock, ids: IdGenerator) -> None:
        self._webhooks = webhooks
        self._clock = clock
        self._ids = ids

    async def __call__(self, actor: Actor, webhook_id: WebhookId) -> Endpoint:
        secret, now = WebhookSecret.made_of(self._ids.new_secret()), self._clock.now()
        return await self._webhooks.update(
            webhook_id, lambda endpoint: require_owner(actor, endpoint).rotate(secret, now)
        )
