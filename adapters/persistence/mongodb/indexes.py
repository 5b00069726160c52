"""The indexes that the queries stand on."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pymongo
from pymongo import IndexModel
from pymongo.asynchronous.database import AsyncDatabase

from adapters.persistence.mongodb.client import Document

_BUILD_TIMEOUT_S = 600
"""Building an index on a large collection takes longer than any request may."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_OWNED = ("owner_id", "keys.is_deleted")


def _index(name: str, *fields: str, only: Document | None = None) -> IndexModel:
    keys = [(field, pymongo.ASCENDING) for field in fields]
    if only is None:
        return IndexModel(keys, name=name)
    return IndexModel(keys, name=name, partialFilterExpression=only)


def _where(field: str) -> Document:
    return {field: {"$exists": True}}


INDEXES: Mapping[str, tuple[IndexModel, ...]] = {
    "videos": (
        # The owner's pages: one index per order, with and without a status.
        _index("by_creation", *_OWNED, "created_at", "_id"),
        _index("by_status_and_creation", *_OWNED, "status", "created_at", "_id"),
        _index("by_title", *_OWNED, "keys.title_folded", "_id"),
        _index("by_status_and_title", *_OWNED, "status", "keys.title_folded", "_id"),
        # Sums of an owner, answered from the index alone.
        _index("by_owner", *_OWNED, "source.size_bytes"),
        # What workers and sweeps look for: a few documents of many, so the indexes stay small.
        _index("due", "keys.due_at", "_id", "owner_id", only=_where("keys.due_at")),
        _index("claimed", "owner_id", "keys.lease_until", only=_where("keys.lease_until")),
        _index("unfinished", "keys.cycle_began_at", "_id", only=_where("keys.cycle_began_at")),
        _index("deleted", "deleted_at", "_id", only={"keys.is_deleted": True}),
        _index("staged", "keys.staged_id", only=_where("keys.staged_id")),
        _index("unnumbered", "outbox.key", only=_where("outbox.key")),
    ),
    "events": (
        _index("by_owner", "owner_id", "_id"),
        _index("by_video", "video_id", "_id"),
        _index("by_time", "at"),
        IndexModel("key", name="by_key", unique=True),
    ),
    "webhooks": (_index("by_owner", "owner_id", "created_at", "_id"),),
    "deliveries": (
        IndexModel("key", name="by_key", unique=True),
        _index("by_endpoint", "endpoint_id", "number"),
        _index("by_time", "created_at"),
        _index("due", "due_at", "_id", "endpoint_id", only=_where("due_at")),
    ),
    "positions": (),
    "turns": (),
    "users": (IndexModel("email", name="by_email", unique=True),),
    "audit_entries": (),
    "personal_tokens": (
        _index("by_user", "user_id", "_id"),
        _index("by_expiry", "expires_at"),
    ),
    "sessions": (
        _index("by_user", "user_id", "_id"),
        _index("by_expiry", "expires_at"),
        # Records hold null for what did not end, so a bound on the value, not on its presence.
        _index("ended", "ended_at", "_id", only={"ended_at": {"$gte": _EPOCH}}),
    ),
    "keyed_requests": (_index("by_expiry", "expires_at"),),
    "uploads": (
        # Sums of an owner, answered from the index alone.
        _index(
            "open",
            "owner_id",
            "keys.open_until",
            "keys.reserved_bytes",
            only=_where("keys.open_until"),
        ),
        _index("due", "keys.due_at", "_id"),
        _index("complete", "keys.is_complete", only={"keys.is_complete": True}),
        _index("staged", "keys.staged_id", only=_where("keys.staged_id")),
    ),
}
"""Collection → its indexes, all ascending: the server reads them either way.

One without any is in the order of its ids, and its first document makes it."""


async def create_indexes(database: AsyncDatabase[Document]) -> None:
    """Create what is missing; any number of processes may do so at once.

    Raises:
        PyMongoError: the server does not answer, or has another index under one of the names.
    """
    with pymongo.timeout(_BUILD_TIMEOUT_S):
        for collection, indexes in INDEXES.items():
            if indexes:
                await database[collection].create_indexes(list(indexes))
