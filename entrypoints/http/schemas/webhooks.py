"""Webhooks on the wire."""

from datetime import datetime
from math import ceil
from typing import Annotated, Self

from litestar.params import Body
from msgspec import UNSET, UnsetType

from application.ports.delivery_repository import DeliveryPage
from application.use_cases.webhooks.create_webhook import CreateWebhookRequest
from application.use_cases.webhooks.edit_webhook import UNCHANGED, EditWebhookRequest
from application.use_cases.webhooks.list_deliveries import ListDeliveriesRequest
from domain.event import EventType
from domain.webhook.delivery import Delivery, DeliveryStatus, Try, TryError
from domain.webhook.endpoint import DESCRIPTION_MAX_CHARS, URL_MAX_CHARS, Endpoint
from entrypoints.http.schemas.wire import Wire, WireRequest

# What annotations say goes into the description; the domain alone enforces it.
UrlText = Annotated[
    str,
    Body(
        max_length=URL_MAX_CHARS,
        description="http or https, on port 80, 443, 8080 or 8443 of the public internet.",
        schema_extra={"format": "uri"},
    ),
]
EventNames = Annotated[
    tuple[str, ...],
    Body(
        description="Types of events; null means all.",
        schema_extra={"items": {"type": "string", "enum": [*EventType]}, "minItems": 1},
    ),
]
DescriptionText = Annotated[str, Body(max_length=DESCRIPTION_MAX_CHARS)]


class CreateWebhookBody(WireRequest, frozen=True, kw_only=True):
    """A new endpoint."""

    url: UrlText
    events: EventNames | None = None
    description: DescriptionText | None = None

    def to_request(self) -> CreateWebhookRequest:
        """Return what the use-case takes."""
        return CreateWebhookRequest(self.url, self.events, self.description)


class EditWebhookBody(WireRequest, frozen=True, kw_only=True):
    """New values; a member that is missing leaves the old one."""

    url: UrlText | UnsetType = UNSET
    events: EventNames | UnsetType | None = UNSET
    description: DescriptionText | UnsetType | None = UNSET
    enabled: bool | UnsetType = UNSET

    def to_request(self) -> EditWebhookRequest:
        """Return what the use-case takes."""
        return EditWebhookRequest(
            url=UNCHANGED if self.url is UNSET else self.url,
            events=UNCHANGED if self.events is UNSET else self.events,
            description=UNCHANGED if self.description is UNSET else self.description,
            enabled=UNCHANGED if self.enabled is UNSET else self.enabled,
        )


class WebhookAnswer(Wire, frozen=True, kw_only=True):
    """An endpoint; `secret` is there in the answers that make one, and nowhere else."""

    id: str
    url: str
    events: tuple[EventType, ...]
    description: str | None
    enabled: bool
    created_at: datetime
    updated_at: datetime
    secret: str | UnsetType = UNSET

    @classmethod
    def of(cls, endpoint: Endpoint, *, with_secret: bool = False) -> Self:
        """Return the wire form of `endpoint`."""
        return cls(
            id=endpoint.id,
            url=endpoint.url,
            events=tuple(each for each in EventType if each in endpoint.events),
            description=endpoint.description,
            enabled=endpoint.enabled,
            created_at=endpoint.created_at,
            updated_at=endpoint.updated_at,
            secret=endpoint.secret.text if with_secret else UNSET,
        )


class WebhookListMeta(Wire, frozen=True, kw_only=True):
    """How many endpoints there are."""

    total: int


class WebhookListAnswer(Wire, frozen=True, kw_only=True):
    """All endpoints of the caller."""

    data: tuple[WebhookAnswer, ...]
    meta: WebhookListMeta

    @classmethod
    def of(cls, endpoints: tuple[Endpoint, ...]) -> Self:
        """Return the wire form of `endpoints`."""
        data = tuple(map(WebhookAnswer.of, endpoints))
        return cls(data=data, meta=WebhookListMeta(total=len(data)))


class TryAnswer(Wire, frozen=True, kw_only=True):
    """One attempt: the status that was answered, or why none was."""

    at: datetime
    duration_ms: int
    status_code: int | None
    error: TryError | None

    @classmethod
    def of(cls, made: Try) -> Self:
        """Return the wire form of `made`."""
        return cls(
            at=made.at, duration_ms=made.duration_ms, status_code=made.status, error=made.error
        )


class DeliveryAnswer(Wire, frozen=True, kw_only=True):
    """An event on its way to an endpoint; `id` is its `webhook-id`, `eventId` its number."""

    id: str
    event_id: int
    type: EventType
    status: DeliveryStatus
    attempts: tuple[TryAnswer, ...]
    next_attempt_at: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        """Return the wire form of `delivery`."""
        return cls(
            id=delivery.id,
            event_id=delivery.number,
            type=delivery.event_type,
            status=delivery.status,
            attempts=tuple(map(TryAnswer.of, delivery.tries)),
            next_attempt_at=delivery.next_at,
            created_at=delivery.created_at,
        )


class DeliveryPageMeta(Wire, frozen=True, kw_only=True):
    """Where a page stands."""

    page: int
    limit: int
    total: int
    total_pages: int


class DeliveryPageAnswer(Wire, frozen=True, kw_only=True):
    """A page of deliveries."""

    data: tuple[DeliveryAnswer, ...]
    meta: DeliveryPageMeta

    @classmethod
    def of(cls, page: DeliveryPage, asked: ListDeliveriesRequest) -> Self:
        """Return the wire form of `page`, the answer to `asked`."""
        meta = DeliveryPageMeta(
            page=asked.page,
            limit=asked.limit,
            total=page.total,
            total_pages=ceil(page.total / asked.limit),
        )
        return cls(data=tuple(map(DeliveryAnswer.of, page.items)), meta=meta)
