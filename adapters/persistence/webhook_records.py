"""The stored form of endpoints and deliveries, and the way there and back.

The rules for changes are those of `video_records`.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct, convert

from domain.event import EventType
from domain.ids import DeliveryId, UserId, WebhookId
from domain.webhook.delivery import Delivery, DeliveryStatus, Try, TryError
from domain.webhook.endpoint import Endpoint
from domain.webhook.secret import WebhookSecret


class EndpointRecord(Struct, frozen=True, kw_only=True):
    """`domain.webhook.endpoint.Endpoint`."""

    schema: Literal[1] = 1
    id: str
    owner_id: str
    url: str
    events: tuple[EventType, ...]
    description: str | None
    secret: str
    after: int
    created_at: datetime
    updated_at: datetime
    previous_secret: str | None
    previous_until: datetime | None
    enabled: bool
    version: int


class TryRecord(Struct, frozen=True, kw_only=True):
    """`domain.webhook.delivery.Try`."""

    at: datetime
    duration_ms: int
    status: int | None
    error: TryError | None


class DeliveryRecord(Struct, frozen=True, kw_only=True):
    """`domain.webhook.delivery.Delivery`."""

    schema: Literal[1] = 1
    id: str
    endpoint_id: str
    owner_id: str
    number: int
    event_type: EventType
    body: str
    created_at: datetime
    next_at: datetime | None
    status: DeliveryStatus
    tries: tuple[TryRecord, ...]
    tries_in_cycle: int
    attempt: int
    lease_until: datetime | None
    version: int


def from_endpoint(endpoint: Endpoint) -> EndpointRecord:
    """Return the record of an endpoint."""
    previous = endpoint.previous_secret
    return EndpointRecord(
        id=endpoint.id,
        owner_id=endpoint.owner_id,
        url=endpoint.url,
        events=tuple(sorted(endpoint.events)),
        description=endpoint.description,
        secret=endpoint.secret.text,
        after=endpoint.after,
        created_at=endpoint.created_at,
        updated_at=endpoint.updated_at,
        previous_secret=previous.text if previous else None,
        previous_until=endpoint.previous_until,
        enabled=endpoint.enabled,
        version=endpoint.version,
    )


def to_endpoint(record: EndpointRecord) -> Endpoint:
    """Return the endpoint that a record holds."""
    previous = record.previous_secret
    return Endpoint(
        id=WebhookId(record.id),
        owner_id=UserId(record.owner_id),
        url=record.url,
        events=frozenset(record.events),
        description=record.description,
        secret=WebhookSecret(record.secret),
        after=record.after,
        created_at=record.created_at,
        updated_at=record.updated_at,
        previous_secret=WebhookSecret(previous) if previous else None,
        previous_until=record.previous_until,
        enabled=record.enabled,
        version=record.version,
    )


def from_delivery(delivery: Delivery) -> DeliveryRecord:
    """Return the record of a delivery."""
    return convert(delivery, DeliveryRecord, from_attributes=True)


def to_delivery(record: DeliveryRecord) -> Delivery:
    """Return the delivery that a record holds."""
    return Delivery(
        id=DeliveryId(record.id),
        endpoint_id=WebhookId(record.endpoint_id),
        owner_id=UserId(record.owner_id),
        number=record.number,
        event_type=record.event_type,
        body=record.body,
        created_at=record.created_at,
        next_at=record.next_at,
        status=record.status,
        tries=convert(record.tries, tuple[Try, ...], from_attributes=True),
        tries_in_cycle=record.tries_in_cycle,
        attempt=record.attempt,
        lease_until=record.lease_until,
        version=record.version,
    )
