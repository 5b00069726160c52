"""The questions about videos, as filters, sorts and pipelines."""

import re
from collections.abc import Sequence
from datetime import datetime

from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.collection import Fields, Sort
from application.pages import Cursor, VideoQuery, VideoSort, VideoSurvey
from domain.ids import UserId, VideoId

HEAD: Fields = {"created_at": True, "version": True}
"""What tells whether a video is the same as when it was read."""

UNSEEN: Fields = dict.fromkeys(
    ("outbox", "effort", "claim", "bookmark", "report", "source_info.audio"), False
)
"""What an owner is not shown, and a read therefore leaves out."""


def owned(owner_id: UserId) -> Document:
    """Match the owner's videos, deleted ones left out."""
    return {"owner_id": owner_id, "keys.is_deleted": False}


def matching(owner_id: UserId, query: VideoQuery) -> Document:
    """Match what all pages of a query hold together; the search text is no pattern."""
    found = owned(owner_id)
    if query.status is not None:
        found["status"] = query.status.value
    if query.title_contains is not None:
        found["keys.title_folded"] = {"$regex": re.escape(query.title_contains)}
    return found


def beginning_after(found: Document, cursor: Cursor | None) -> Document:
    """Narrow a filter to what comes after the cursor."""
    if cursor is None:
        return found
    key, is_descending = _key(cursor.sort), cursor.sort.is_descending
    if cursor.sort.is_by_title:
        # Many may have one title. Two runs of one index, which the server merges: the rest of the
        # ties, and the keys beyond; in a single run it would read every tie before the cursor.
        beyond = "$lt" if is_descending else "$gt"
        ties = {key: cursor.key, "_id": {beyond: cursor.id}}
        return {"$or": [_both(found, ties), _both(found, {key: {beyond: cursor.key}})]}
    # Few begin in one millisecond, and a single run takes three quarters of the time.
    from_there, until = ("$lte", "$gte") if is_descending else ("$gte", "$lte")
    told = {key: cursor.key, "_id": {until: cursor.id}}
    return _both(found, {key: {from_there: cursor.key}, "$nor": [told]})


def order(sort: VideoSort) -> Sort:
    """Return the order of a listing."""
    direction = -1 if sort.is_descending else 1
    return [(_key(sort), direction), ("_id", direction)]


def head_in(sort: VideoSort) -> Fields:
    """Return the fields of a head, and what the listing is in order of."""
    return {**HEAD, _key(sort): True}


def in_order(documents: Sequence[Document], sort: VideoSort) -> list[Document]:
    """Return documents in the order of a listing, which is the server's: by code point."""
    is_by_title = sort.is_by_title

    def place(document: Document) -> tuple[datetime | str, str]:
        key = document["keys"]["title_folded"] if is_by_title else document["created_at"]
        return key, document["_id"]

    return sorted(documents, key=place, reverse=sort.is_descending)


def sums_of(owner_id: UserId) -> Sequence[Document]:
    """Count the owner's videos and add up their sources."""
    sums = {"videos": {"$sum": 1}, "source_bytes": {"$sum": "$source.size_bytes"}}
    return [{"$match": owned(owner_id)}, {"$group": {"_id": None, **sums}}]


def undeleted(video_ids: Sequence[VideoId]) -> Document:
    """Match those of some videos that are there."""
    return {"_id": {"$in": list(video_ids)}, "keys.is_deleted": False}


def surveyed(query: VideoSurvey) -> Document:
    """Match videos of everybody; the search text is no pattern."""
    found: Document = {"keys.is_deleted": False}
    if query.status is not None:
        found["status"] = query.status.value
    if query.owner_id is not None:
        found["owner_id"] = query.owner_id
    if query.title_contains is not None:
        found["keys.title_folded"] = {"$regex": re.escape(query.title_contains)}
    if query.has_work:
        found["keys.due_at"] = {"$exists": True}
    return found


def sums_of_all() -> Sequence[Document]:
    """Count everybody's videos and add up their files."""
    sums = {
        "videos": {"$sum": 1},
        "source_bytes": {"$sum": "$source.size_bytes"},
        "published_bytes": {"$sum": "$publication.size_bytes"},
    }
    return [{"$match": {"keys.is_deleted": False}}, {"$group": {"_id": None, **sums}}]


def heads_of_queues(now: datetime, limit: int) -> Sequence[Document]:
    """Find owners with due work, and their video that is due longest, from the index alone."""
    head = {"video_id": {"$first": "$_id"}, "due_at": {"$first": "$keys.due_at"}}
    return [
        {"$match": {"keys.due_at": {"$lte": now}}},
        {"$sort": {"keys.due_at": 1, "_id": 1}},
        {"$group": {"_id": "$owner_id", **head}},
        {"$sort": {"due_at": 1, "video_id": 1}},
        {"$limit": limit},
    ]


def living_claims(owner_ids: Sequence[str], now: datetime) -> Sequence[Document]:
    """Count the living claims of each of some owners."""
    return [
        {"$match": {"owner_id": {"$in": list(owner_ids)}, "keys.lease_until": {"$gt": now}}},
        {"$group": {"_id": "$owner_id", "running": {"$sum": 1}}},
    ]


def _key(sort: VideoSort) -> str:
    return "keys.title_folded" if sort.is_by_title else "created_at"


def _both(first: Document, second: Document) -> Document:
    """Match what matches both; they may name the same field."""
    return {"$and": [first, second]}
