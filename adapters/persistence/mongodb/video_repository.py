"""Videos in the collection `videos`."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from datetime import datetime

from adapters.persistence.mongodb import video_queries as queries
from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.collection import MongoCollection
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.documents import change_stored, from_document, to_document
from adapters.persistence.mongodb.event_log import MongoEventLog
from adapters.persistence.mongodb.outbox import entries_of, outbox_of
from adapters.persistence.mongodb.own_videos import OwnVideoReader
from adapters.persistence.stored_form import VIDEO_FORM
from adapters.persistence.video_keys import VideoKeys
from application.errors import StoreUnavailableError, VideoNotFoundError
from application.pages import Listing, Page, VideoQuery, VideoSurvey
from application.ports.event_signals import EventSignals
from application.ports.read_cache import ChangeFence
from application.ports.video_repository import (
    TotalUsage,
    Usage,
    VideoRepository,
    WaitingOwner,
    WorkLoad,
)
from application.views import OwnVideo
from domain.ids import StagedId, UserId, VideoId
from domain.video.video import Video


class MongoVideoRepository(VideoRepository):
    """A page and its count are asked for at once; both are read from one index each.

    What owners can see changes behind `fence` alone, where there is one.
    """

    def __init__(
        self,
        database: MongoDatabase,
        signals: EventSignals | None = None,
        fence: ChangeFence | None = None,
    ) -> None:
        self._database = database
        self._log = MongoEventLog(database)
        self._signals = signals
        self._fence = fence
        self._reader = OwnVideoReader(lambda: self._videos)

    async def add(self, video: Video) -> None:
        outbox = entries_of(None, video)
        async with self._changing(video):
            await self._videos.insert(_document(video, outbox))
        await self._tell(video, outbox)

    async def get(self, video_id: VideoId) -> Video:
        return from_document(VIDEO_FORM, await self._get(video_id))

    async def show(self, video_id: VideoId) -> OwnVideo:
        return await self._reader.show(video_id)

    async def list_owned(self, owner_id: UserId, query: VideoQuery) -> Page[OwnVideo]:
        return await self._reader.list_page(owner_id, query)

    async def usage(self, owner_id: UserId) -> Usage:
        for sums in await self._videos.aggregate(queries.sums_of(owner_id)):
            return Usage(sums["videos"], sums["source_bytes"])
        return Usage(videos=0, source_bytes=0)

    async def survey(self, query: VideoSurvey) -> Listing[Video]:
        matching = queries.surveyed(query)
        documents, total = await asyncio.gather(
            self._videos.find(
                matching, sort=[("_id", -1)], skip=query.page.skipped, limit=query.page.limit
            ),
            self._videos.count(matching),
        )
        return Listing(tuple(_videos(documents)), total)

    async def total_usage(self) -> TotalUsage:
        for sums in await self._videos.aggregate(queries.sums_of_all()):
            return TotalUsage(sums["videos"], sums["source_bytes"], sums["published_bytes"])
        return TotalUsage(videos=0, source_bytes=0, published_bytes=0)

    async def update(self, video_id: VideoId, change: Callable[[Video], Video]) -> Video:
        found: Document = {}

        async def read() -> Video:
            found.clear()
            found.update(await self._get(video_id))
            return from_document(VIDEO_FORM, found)

        def outbox(changed: Video) -> list[Document]:
            return outbox_of(found) + entries_of(from_document(VIDEO_FORM, found), changed)

        changed = await change_stored(
            self._videos,
            read,
            change,
            lambda video: _document(video, outbox(video)),
            around=self._changing,
        )
        await self._tell(changed, outbox(changed))
        return changed

    async def list_waiting(self, now: datetime, limit: int) -> tuple[WaitingOwner, ...]:
        heads = await self._videos.aggregate(queries.heads_of_queues(now, limit))
        owner_ids = [head["_id"] for head in heads]
        claims = await self._videos.aggregate(queries.living_claims(owner_ids, now))
        running = {owner["_id"]: owner["running"] for owner in claims}
        return tuple(
            WaitingOwner(
                UserId(head["_id"]),
                VideoId(head["video_id"]),
                head["due_at"],
                running.get(head["_id"], 0),
            )
            for head in heads
        )

    async def measure_work(self, now: datetime) -> WorkLoad:
        waiting, running, oldest = await asyncio.gather(
            self._videos.count({"keys.due_at": {"$lte": now}}),
            self._videos.count({"keys.lease_until": {"$gt": now}}),
            self._videos.find(
                {"keys.due_at": {"$lte": now}}, sort=[("keys.due_at", 1), ("_id", 1)], limit=1
            ),
        )
        first_due_at = oldest[0]["keys"]["due_at"] if oldest else now
        return WorkLoad(waiting, running, (now - first_due_at).total_seconds())

    async def list_claimed(self, now: datetime, limit: int) -> tuple[Video, ...]:
        documents = await self._videos.find({"keys.lease_until": {"$gt": now}}, limit=limit)
        return tuple(_videos(documents))

    async def list_unfinished(self, cycle_began_before: datetime, limit: int) -> tuple[Video, ...]:
        documents = await self._videos.find(
            {"keys.cycle_began_at": {"$lt": cycle_began_before}},
            sort=[("keys.cycle_began_at", 1), ("_id", 1)],
            limit=limit,
        )
        return tuple(_videos(documents))

    async def list_deleted(self, limit: int) -> tuple[Video, ...]:
        documents = await self._videos.find(
            {"keys.is_deleted": True}, sort=[("deleted_at", 1), ("_id", 1)], limit=limit
        )
        return tuple(_videos(documents))

    async def purge(self, video_id: VideoId) -> None:
        deleted = {"_id": video_id, "keys.is_deleted": True}
        document = await self._videos.find_one(deleted)
        if document is not None:
            await self._log.publish(video_id, outbox_of(document))
            await self._videos.delete(deleted)

    async def find_known(self, video_ids: Collection[VideoId]) -> frozenset[VideoId]:
        documents = await self._videos.find({"_id": {"$in": list(video_ids)}}, fields={"_id": True})
        return frozenset(VideoId(document["_id"]) for document in documents)

    async def find_staged(self, staged_ids: Collection[StagedId]) -> frozenset[StagedId]:
        documents = await self._videos.find(
            {"keys.staged_id": {"$in": list(staged_ids)}},
            fields={"_id": False, "keys.staged_id": True},
        )
        return frozenset(StagedId(document["keys"]["staged_id"]) for document in documents)

    async def _get(self, video_id: VideoId) -> Document:
        document = await self._videos.find_one({"_id": video_id, "keys.is_deleted": False})
        if document is None:
            raise VideoNotFoundError
        return document

    def _changing(self, video: Video) -> AbstractAsyncContextManager[None]:
        return nullcontext() if self._fence is None else self._fence.changing(video.owner_id)

    async def _tell(self, video: Video, outbox: Sequence[Document]) -> None:
        """Number the events; the change is made, so what cannot be numbered now is so later."""
        with suppress(StoreUnavailableError):
            await self._log.publish(video.id, outbox)
        if self._signals is not None and outbox:
            await self._signals.announce(video.owner_id)

    @property
    def _videos(self) -> MongoCollection:
        return self._database.collection("videos")


def _document(video: Video, outbox: Sequence[Document]) -> Document:
    keys = VideoKeys.of(video)
    optional = {
        "staged_id": keys.staged_id and str(keys.staged_id),
        "due_at": keys.due_at,
        "lease_until": keys.lease_until,
        "cycle_began_at": keys.cycle_began_at,
    }
    present = {name: value for name, value in optional.items() if value is not None}
    always = {"title_folded": keys.title_folded, "is_deleted": video.deleted_at is not None}
    return to_document(VIDEO_FORM, video) | {"keys": always | present, "outbox": list(outbox)}


def _videos(documents: list[Document]) -> list[Video]:
    return [_video(document) for document in documents]


def _video(document: Document) -> Video:
    return from_document(VIDEO_FORM, document)
