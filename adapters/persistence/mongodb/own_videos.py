"""Reading what owners see of their videos."""

import asyncio
from collections.abc import Callable, Sequence

from adapters.persistence.known_videos import Head, KnownVideos
from adapters.persistence.mongodb import video_queries as queries
from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.collection import MongoCollection
from adapters.persistence.mongodb.documents import from_document
from adapters.persistence.paging import page_of, skipped
from adapters.persistence.stored_form import OWN_VIDEO_FORM
from application.errors import VideoNotFoundError
from application.pages import Page, VideoQuery
from application.views import OwnVideo
from domain.ids import UserId, VideoId

_QUESTIONS = 2048
"""Pages of which it is remembered that they were asked for."""


class OwnVideoReader:
    """Asks for heads, and for the rest of videos that have changed since they were read.

    What is asked for the first time is asked for whole, so that it takes one round trip as well.
    """

    def __init__(self, videos: Callable[[], MongoCollection]) -> None:
        self._videos = videos
        self._known = KnownVideos()
        self._asked: set[tuple[UserId, VideoQuery]] = set()

    async def show(self, video_id: VideoId) -> OwnVideo:
        """Return the video.

        Raises:
            VideoNotFoundError: there is none with this id, or it is deleted.
        """
        asked = {"_id": video_id, "keys.is_deleted": False}
        if video_id in self._known:
            head = await self._videos().find_one(asked, fields=queries.HEAD)
            if head is None:
                raise VideoNotFoundError
            if (known := self._known.find(_head(head))) is not None:
                return known
        document = await self._videos().find_one(asked, fields=queries.UNSEEN)
        if document is None:
            raise VideoNotFoundError
        return self._keep(document)

    async def list_page(self, owner_id: UserId, query: VideoQuery) -> Page[OwnVideo]:
        """Return a page of the owner's."""
        matching = queries.matching(owner_id, query)
        is_known = (owner_id, query) in self._asked
        documents, total = await asyncio.gather(
            self._videos().find(
                queries.beginning_after(matching, query.after),
                sort=queries.order(query.sort),
                skip=skipped(query),
                limit=query.limit + 1,
                fields=queries.HEAD if is_known else queries.UNSEEN,
            ),
            self._videos().count(matching),
        )
        if not is_known:
            self._note_asked(owner_id, query)
            return page_of(documents, total, query, self._keep)
        shown = await self._read([_head(head) for head in documents[: query.limit]])
        if len(shown) < min(len(documents), query.limit):
            # One was removed for good since its head was told.
            return await self.list_page(owner_id, query)
        return page_of(documents, total, query, lambda head: shown[head["_id"]])

    def _note_asked(self, owner_id: UserId, query: VideoQuery) -> None:
        if len(self._asked) >= _QUESTIONS:
            self._asked.clear()
        self._asked.add((owner_id, query))

    async def _read(self, heads: Sequence[Head]) -> dict[str, OwnVideo]:
        """Return the videos of these heads by id, without those that are gone."""
        known = {head.id: self._known.find(head) for head in heads}
        found = {video_id: video for video_id, video in known.items() if video is not None}
        if missing := list(known.keys() - found.keys()):
            for document in await self._videos().find(
                {"_id": {"$in": missing}}, fields=queries.UNSEEN
            ):
                found[document["_id"]] = self._keep(document)
        return found

    def _keep(self, document: Document) -> OwnVideo:
        return self._known.keep(_head(document), from_document(OWN_VIDEO_FORM, document))


def _head(document: Document) -> Head:
    return Head(document["_id"], document["created_at"], document["version"])
