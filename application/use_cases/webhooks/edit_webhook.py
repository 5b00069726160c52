"""Changing an endpoint."""

from dataclasses import dataclass

from application.actor import Actor
from application.ports.clock import Clock
from application.ports.webhook_repository import WebhookRepository
from application.ports.webhook_sender import WebhookSender
from application.use_cases.webhooks.ownership import require_owner
from domain.ids import WebhookId
from domain.violations import Violations
from domain.webhook.endpoint import Endpoint, parse_description, parse_events


class Unchanged:
    """Stands for a field that the caller does not name."""


UNCHANGED = Unchanged()


@dataclass(frozen=True, slots=True)
class EditWebhookRequest:
    """The new values; events of None mean every type, a description of None removes it."""

    url: str | Unchanged = UNCHANGED
    events: tuple[str, ...] | Unchanged | None = UNCHANGED
    description: str | Unchanged | None = UNCHANGED
    enabled: bool | Unchanged = UNCHANGED


class EditWebhook:
    """Change an endpoint; fields that are not named stay as they are.

    Only its owner may.
    A disabled endpoint is sent nothing, and never what happened meanwhile.

    Raises:
        WebhookNotFoundError: no such endpoint, or another's.
        ValidationFailedError: every fault of `events` and `description`.
        WebhookUrlRefusedError: see CreateWebhook.
    """

    def __init__(self, webhooks: WebhookRepository, sender: WebhookSender, clock: Clock) -> None:
        self._webhooks = webhooks
        self._sender = sender
        self._clock = clock

    async def __call__(
        self, actor: Actor, webhook_id: WebhookId, request: EditWebhookRequest
    ) -> Endpoint:
        require_owner(actor, await self._webhooks.get(webhook_id))
        if not isinstance(request.url, Unchanged):
            await self._sender.judge(request.url)
        now = self._clock.now()

        def change(endpoint: Endpoint) -> Endpoint:
            violations = Violations()
            events = endpoint.events
            description = endpoint.description
            if not isinstance(request.events, Unchanged):
                names = request.events
                events = violations.check(lambda: parse_events(names)) or events
            if not isinstance(request.description, Unchanged):
                text = request.description
                description = violations.check(lambda: parse_description(text))
            if violations:
                raise violations.as_error()
            return require_owner(actor, endpoint).edit(
                url=endpoint.url if isinstance(request.url, Unchanged) else request.url,
                events=events,
                description=description,
                enabled=(
                    endpoint.enabled if isinstance(request.enabled, Unchanged) else request.enabled
                ),
                now=now,
            )

        return await self._webhooks.update(webhook_id, change)
