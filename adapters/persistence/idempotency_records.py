"""The stored form of keyed requests, and the way there and back.

The rules for changes are those of `video_records`.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct, convert

from domain.idempotency.keyed_request import Kept, KeyClaim, KeyedRequest, KeyScope
from domain.ids import UserId


class KeyClaimRecord(Struct, frozen=True, kw_only=True):
    """`domain.idempotency.keyed_request.KeyClaim`."""

    number: int
    holder: str
    lease_until: datetime


class KeptRecord(Struct, frozen=True, kw_only=True):
    """`domain.idempotency.keyed_request.Kept`."""

    fingerprint: str
    answer: str


class KeyScopeRecord(Struct, frozen=True, kw_only=True):
    """`domain.idempotency.keyed_request.KeyScope`."""

    user_id: str
    route: str
    key: str


class KeyedRequestRecord(Struct, frozen=True, kw_only=True):
    """`domain.idempotency.keyed_request.KeyedRequest`."""

    schema: Literal[1] = 1
    scope: KeyScopeRecord
    resource_id: str
    expires_at: datetime
    claim: KeyClaimRecord | None
    claims: int
    kept: KeptRecord | None
    version: int


def from_keyed_request(known: KeyedRequest) -> KeyedRequestRecord:
    """Return the record of a keyed request."""
    return KeyedRequestRecord(
        scope=convert(known.scope, KeyScopeRecord, from_attributes=True),
        resource_id=known.resource_id,
        expires_at=known.expires_at,
        claim=convert(known.claim, KeyClaimRecord | None, from_attributes=True),
        claims=known.claims,
        kept=convert(known.kept, KeptRecord | None, from_attributes=True),
        version=known.version,
    )


def to_keyed_request(record: KeyedRequestRecord) -> KeyedRequest:
    """Return the keyed request that a record holds."""
    return KeyedRequest(
        scope=KeyScope(UserId(record.scope.user_id), record.scope.route, record.scope.key),
        resource_id=record.resource_id,
        expires_at=record.expires_at,
        claim=convert(record.claim, KeyClaim | None, from_attributes=True),
        claims=record.claims,
        kept=convert(record.kept, Kept | None, from_attributes=True),
        version=record.version,
    )
