"""Endpoints and deliveries survive in every store; those of schema 1 stay readable as they are."""

import dataclasses
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.persistence import webhook_records
from adapters.persistence.stored_form import DELIVERY_FORM, ENDPOINT_FORM
from domain.event import EventType
from domain.ids import DeliveryId, UserId, WebhookId
from domain.webhook.delivery import Delivery, DeliveryStatus, Try, TryError
from domain.webhook.endpoint import Endpoint
from domain.webhook.secret import WebhookSecret
from tests.strategies import ids, instants, texts

SECRETS = st.binary(min_size=24, max_size=64).map(lambda key: WebhookSecret(f"whsec_{key.hex()}"))
COUNTS = st.integers(0, 2**53)
ENDPOINTS = st.builds(
    Endpoint,
    id=ids(WebhookId),
    owner_id=ids(UserId),
    url=texts(100),
    events=st.frozensets(st.sampled_from(EventType), min_size=1),
    description=st.none() | texts(100),
    secret=SECRETS,
    after=COUNTS,
    created_at=instants(),
    updated_at=instants(),
    previous_secret=st.none() | SECRETS,
    previous_until=st.none() | instants(),
    enabled=st.booleans(),
    version=COUNTS,
)
TRIES = st.builds(
    Try,
    at=instants(),
    duration_ms=COUNTS,
    status=st.none() | st.integers(100, 599),
    error=st.none() | st.sampled_from(TryError),
)
DELIVERIES = st.builds(
    Delivery,
    id=ids(DeliveryId),
    endpoint_id=ids(WebhookId),
    owner_id=ids(UserId),
    number=COUNTS,
    event_type=st.sampled_from(EventType),
    body=texts(100),
    created_at=instants(),
    next_at=st.none() | instants(),
    status=st.sampled_from(DeliveryStatus),
    tries=st.lists(TRIES, max_size=3).map(tuple),
    tries_in_cycle=COUNTS,
    attempt=COUNTS,
    lease_until=st.none() | instants(),
    version=COUNTS,
)

ID = "01890000-0000-7000-8000-000000000001"
OTHER_ID = "01890000-0000-7000-8000-000000000002"
AT = datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)

ENDPOINT = """{
  "schema": 1, "id": "01890000-0000-7000-8000-000000000001",
  "owner_id": "01890000-0000-7000-8000-000000000002", "url": "https://hooks.example.com/",
  "events": ["video.failed", "video.playable"], "description": "Slack", "secret": "whsec_bmV3",
  "after": 7, "created_at": "2026-01-02T03:04:05.678000Z",
  "updated_at": "2026-01-02T03:04:05.678000Z", "previous_secret": "whsec_b2xk",
  "previous_until": "2026-01-02T03:04:05.678000Z", "enabled": false, "version": 3
}"""

DELIVERY = """{
  "schema": 1, "id": "01890000-0000-7000-8000-000000000001",
  "endpoint_id": "01890000-0000-7000-8000-000000000002",
  "owner_id": "01890000-0000-7000-8000-000000000001", "number": 8, "event_type": "video.failed",
  "body": "{}", "created_at": "2026-01-02T03:04:05.678000Z",
  "next_at": "2026-01-02T03:04:05.678000Z", "status": "pending", "tries": [
    {"at": "2026-01-02T03:04:05.678000Z", "duration_ms": 15000, "status": null,
      "error": "timed_out"}],
  "tries_in_cycle": 1, "attempt": 2, "lease_until": "2026-01-02T03:04:05.678000Z", "version": 4
}"""


@given(ENDPOINTS)
def test_endpoints_survive_as_text_and_as_documents(endpoint: Endpoint) -> None:
    assert ENDPOINT_FORM.from_json(ENDPOINT_FORM.to_json(endpoint)) == endpoint
    assert ENDPOINT_FORM.from_document(ENDPOINT_FORM.to_document(endpoint)) == endpoint


@given(DELIVERIES)
def test_deliveries_survive_as_text_and_as_documents(delivery: Delivery) -> None:
    assert DELIVERY_FORM.from_json(DELIVERY_FORM.to_json(delivery)) == delivery
    assert DELIVERY_FORM.from_document(DELIVERY_FORM.to_document(delivery)) == delivery


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        (Endpoint, webhook_records.EndpointRecord),
        (Delivery, webhook_records.DeliveryRecord),
        (Try, webhook_records.TryRecord),
    ],
)
def test_every_field_has_its_place_in_the_record(
    kind: type[Any], record: type[msgspec.Struct]
) -> None:
    fields = {field.name for field in dataclasses.fields(kind)}
    stored = {field.name for field in msgspec.structs.fields(record)}
    assert stored - {"schema"} == fields


def test_an_endpoint_of_schema_1_is_read() -> None:
    assert ENDPOINT_FORM.from_json(ENDPOINT) == Endpoint(
        id=WebhookId(ID),
        owner_id=UserId(OTHER_ID),
        url="https://hooks.example.com/",
        events=frozenset({EventType.FAILED, EventType.PLAYABLE}),
        description="Slack",
        secret=WebhookSecret("whsec_bmV3"),
        after=7,
        created_at=AT,
        updated_at=AT,
        previous_secret=WebhookSecret("whsec_b2xk"),
        previous_until=AT,
        enabled=False,
        version=3,
    )


def test_a_delivery_of_schema_1_is_read() -> None:
    assert DELIVERY_FORM.from_json(DELIVERY) == Delivery(
        id=DeliveryId(ID),
        endpoint_id=WebhookId(OTHER_ID),
        owner_id=UserId(ID),
        number=8,
        event_type=EventType.FAILED,
        body="{}",
        created_at=AT,
        next_at=AT,
        tries=(Try(AT, 15_000, error=TryError.TIMED_OUT),),
        tries_in_cycle=1,
        attempt=2,
        lease_until=AT,
        version=4,
    )
