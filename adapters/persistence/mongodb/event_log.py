"""Events in the collection `events`, numbered one after another.

An event begins in the outbox of its video (see `outbox`), and is numbered right after, by the
process that made the change (see `numbering`), or by `settle` where that one died in between.
Its number is its `_id`: one more than the greatest, so that of two processes that count at once
the unique index lets one through and the other counts again.
Hence n + 1 is written after n, and reading what a majority has keeps that order also when a
primary is lost: numbers that are taken back were never read.
No transaction is needed, so a server without a replica set will do.
"""

from collections.abc import Sequence
from datetime import datetime

from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.collection import MongoCollection
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.numbering import EventNumbering
from adapters.persistence.mongodb.outbox import outbox_of
from adapters.persistence.stored_form import EVENT_FORM
from application.ports.event_log import EventLog, LoggedEvent
from domain.ids import UserId, VideoId

_BATCH = 100


class MongoEventLog(EventLog):
    """Keeps the newest event whatever its age, since numbers are counted from it."""

    def __init__(self, database: MongoDatabase) -> None:
        self._database = database
        self._numbering = EventNumbering(database)

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
        return await self._database.collection("events", majority=True).greatest_id()

    async def settle(self) -> int:
        videos = self._database.collection("videos")
        left = await videos.find(
            {"outbox.key": {"$exists": True}}, limit=_BATCH, fields={"outbox": True}
        )
        for video in left:
            await self.publish(video["_id"], outbox_of(video))
        return sum(len(outbox_of(video)) for video in left)

    async def remove_before(self, before: datetime) -> int:
        newest = await self._events.greatest_id()
        return await self._events.delete({"at": {"$lt": before}, "_id": {"$lt": newest}})

    async def publish(self, video_id: str, entries: Sequence[Document]) -> None:
        """Number what lies in the outbox of a video, in its order, and empty it.

        Raises:
            StoreUnavailableError: that is left to `settle`, or to the next change.
        """
        await self._numbering.publish(video_id, entries)

    async def _page(self, wanted: Document, limit: int) -> tuple[LoggedEvent, ...]:
        events = self._database.collection("events", majority=True)
        documents = await events.find(wanted, sort=[("_id", 1)], limit=limit)
        return tuple(
            LoggedEvent(document["_id"], EVENT_FORM.from_document(document))
            for document in documents
        )

    @property
    def _events(self) -> MongoCollection:
        return self._database.collection("events")
