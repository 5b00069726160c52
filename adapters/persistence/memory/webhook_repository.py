"""Endpoints of webhooks in a dict."""

from collections.abc import Callable

from application.errors import DuplicateIdError, WebhookNotFoundError
from application.ports.webhook_repository import WebhookRepository
from domain.ids import UserId, WebhookId
from domain.webhook.endpoint import Endpoint


class MemoryWebhookRepository(WebhookRepository):
    """Keeps endpoints by id; listings look at each."""

    def __init__(self) -> None:
        self._endpoints: dict[WebhookId, Endpoint] = {}

    async def add(self, endpoint: Endpoint) -> None:
        if endpoint.id in self._endpoints:
            raise DuplicateIdError
        self._endpoints[endpoint.id] = endpoint

    async def get(self, webhook_id: WebhookId) -> Endpoint:
        try:
            return self._endpoints[webhook_id]
        except KeyError as exc:
            raise WebhookNotFoundError from exc

    async def list_owned(self, owner_id: UserId) -> tuple[Endpoint, ...]:
        owned = [each for each in self._endpoints.values() if each.owner_id == owner_id]
        return tuple(sorted(owned, key=lambda endpoint: (endpoint.created_at, endpoint.id)))

    async def update(
        self, webhook_id: WebhookId, change: Callable[[Endpoint], Endpoint]
    ) -> Endpoint:
        changed = change(await self.get(webhook_id))
        self._endpoints[webhook_id] = changed
        return changed

    async def remove(self, webhook_id: WebhookId) -> None:
        self._endpoints.pop(webhook_id, None)
