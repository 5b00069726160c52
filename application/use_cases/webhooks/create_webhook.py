"""Registering an endpoint."""

from dataclasses import dataclass

from application.actor import Actor
from application.limits import WebhookLimits
from application.ports.clock import Clock
from application.ports.event_log import EventLog
from application.ports.id_generator import IdGenerator
from application.ports.webhook_repository import WebhookRepository
from application.ports.webhook_sender import WebhookSender
from domain.errors import ErrorKind, PlatformError
from domain.ids import WebhookId
from domain.violations import Violations
from domain.webhook.endpoint import Endpoint, parse_description, parse_events
from domain.webhook.secret import WebhookSecret


class TooManyWebhooksError(PlatformError):
    """The user has as many endpoints as a user may."""

    code = "quota_exceeded"
    kind = ErrorKind.FORBIDDEN
    message = "No more webhook endpoints are allowed. Delete one first."


@dataclass(frozen=True, slots=True)
class CreateWebhookRequest:
    """What a user gives; events of None mean every type."""

    url: str
    events: tuple[str, ...] | None = None
    description: str | None = None


class CreateWebhook:
    """Have every later event of the caller's videos sent to an address, signed.

    Each event is posted as `{id, type, videoId, at, data}`, as the event stream has it, with the
    headers `webhook-id` (the same on every try), `webhook-timestamp` and `webhook-signature` of
    Standard Webhooks; any library of that standard verifies them with the secret.
    The secret is shown in this answer alone.
    An event arrives at least once, in any order; an answer of 2xx says that it did.
    Otherwise it is sent again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, later
    where the answer asks for it with `Retry-After`; an answer of 410 disables the endpoint.
    Redirects are not followed.

    Raises:
        ValidationFailedError: every fault of `events` and `description`.
        WebhookUrlRefusedError: the address is not http or https on port 80, 443, 8080 or 8443 of
            the public internet.
        TooManyWebhooksError: the caller has as many endpoints as a user may.
    """

    def __init__(
        self,
        webhooks: WebhookRepository,
        sender: WebhookSender,
        log: EventLog,
        clock: Clock,
        ids: IdGenerator,
        limits: WebhookLimits,
    ) -> None:
        self._webhooks = webhooks
        self._sender = sender
        self._log = log
        self._clock = clock
        self._ids = ids
        self._limits = limits

    async def __call__(self, actor: Actor, request: CreateWebhookRequest) -> Endpoint:
        violations = Violations()
        events = violations.check(lambda: parse_events(request.events))
        description = violations.check(lambda: parse_description(request.description))
        if violations or events is None:
            raise violations.as_error()
        await self._sender.judge(request.url)
        if len(await self._webhooks.list_owned(actor.user_id)) >= self._limits.max_endpoints:
            raise TooManyWebhooksError(limit=self._limits.max_endpoints)
        now = self._clock.now()
        endpoint = Endpoint(
            id=WebhookId(self._ids.new_id()),
            owner_id=actor.user_id,
            url=request.url,
            events=events,
            description=description,
            secret=WebhookSecret.made_of(self._ids.new_secret()),
            after=await self._log.head(),
            created_at=now,
            updated_at=now,
        )
        await self._webhooks.add(endpoint)
        return endpoint
