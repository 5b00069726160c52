"""Events in the collection `events`, numbered one after another.

An event begins in the outbox of its video (see `outbox`), and is numbered right after, by the
process that made the change, or by `settle` where that one died in between.
Its number is its `_id`: one more than the greatest, so that of two processes that count at once
the unique index lets one through and the other counts again.
Hence n + 1 is written after n, and reading what a majority has keeps that order also when a
primary is lost: numbers that are taken back were never read.
No transaction is needed, so a server without a replica set will do.
"""

import asyncio
import random
from collections.abc import Sequence
from datetime import datetime

from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.collection import MongoCollection
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.outbox import keys_of, outbox_of
from adapters.persistence.stored_form import EVENT_FORM
from application.errors import StoreUnavailableError
from application.ports.event_log import EventLog, LoggedEvent
from domain.ids import UserId, VideoId

_BATCH = 100
_MAX_TRIES = 50
_LONGEST_PAUSE_S = 0.05


class MongoEventLog(EventLog):
    """Keeps the newest event whatever its age, since numbers are counted from it."""

    def __init__(self, database: MongoDatabase) -> None:
        self._database = database

    async def read(
        self, owner_id: UserId, after: int, limit: int, video_id: VideoId | None = None
    ) -> tuple[LoggedEvent, ...]:
        wanted: Document = {"owner_id": owner_id, "_id": {"$gt": after}}
        if video_id is not None:
            wanted["video_id"] = video_id
        return await self._page(wanted, limit)

    async def read_all(self, after: int, limit: int) -> tuple[LoggedEvent, ...]:
        return await self._page({"_id": {"$gt": after}}, limit)

    async def head(self) -> int:
        return await self._newest(self._database.collection("events", majority=True))

    async def settle(self) -> int:
        videos = self._database.collection("videos")
        left = await videos.find(
            {"outbox.key": {"$exists": True}}, limit=_BATCH, fields={"outbox": True}
        )
        for video in left:
            await self.publish(video["_id"], outbox_of(video))
        return sum(len(outbox_of(video)) for video in left)

    async def remove_before(self, before: datetime) -> int:
        newest = await self._newest(self._events)
        return await self._events.delete({"at": {"$lt": before}, "_id": {"$lt": newest}})

    async def publish(self, video_id: str, entries: Sequence[Document]) -> None:
        """Number what lies in the outbox of a video, in its order, and empty it.

        Doing it again, or at the same time as others, numbers nothing twice.
        """
        if not entries:
            return
        await self._number(list(entries))
        await self._database.collection("videos").pull(video_id, "outbox", "key", keys_of(entries))

    async def _number(self, entries: list[Document]) -> None:
        for _ in range(_MAX_TRIES):
            first = await self._newest(self._events) + 1
            numbered = [{"_id": first + place, **entry} for place, entry in enumerate(entries)]
            clash = await self._events.insert_in_order(numbered)
            if clash is None:
                return
            # A taken key was numbered before; a taken number is another's, so count again.
            entries = entries[clash.inserted + (clash.field == "key") :]
            if not entries:
                return
            await asyncio.sleep(random.uniform(0, _LONGEST_PAUSE_S))  # noqa: S311 - keeps no secret
        raise StoreUnavailableError

    async def _page(self, wanted: Document, limit: int) -> tuple[LoggedEvent, ...]:
        events = self._database.collection("events", majority=True)
        documents = await events.find(wanted, sort=[("_id", 1)], limit=limit)
        return tuple(
            LoggedEvent(document["_id"], EVENT_FORM.from_document(document))
            for document in documents
        )

    async def _newest(self, events: MongoCollection) -> int:
        found = await events.find({}, sort=[("_id", -1)], limit=1, fields={"_id": True})
        return int(found[0]["_id"]) if found else 0

    @property
    def _events(self) -> MongoCollection:
        return self._database.collection("events")
