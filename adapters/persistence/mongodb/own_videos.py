"""Reading what owners see of their videos."""

from collections.abc import Callable, Sequence

from adapters.persistence.known_videos import Head, KnownVideos
from adapters.persistence.mongodb import video_queries as queries
from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.collection import Fields, MongoCollection
from adapters.persistence.mongodb.documents import from_document
from adapters.persistence.mongodb.joined_reads import JoinedReads
from adapters.persistence.mongodb.page_queries import PageFound, PageQuestion, asking_for, told_of
from adapters.persistence.paging import page_of
from adapters.persistence.stored_form import OWN_VIDEO_FORM
from application.errors import VideoNotFoundError
from application.pages import Page, VideoQuery
from application.views import OwnVideo
from domain.ids import UserId, VideoId

_QUESTIONS = 2048
"""Pages of which it is remembered that they were asked for."""

_VIDEOS_TOGETHER = 64
_PAGES_TOGETHER = 8
"""The server reads these one after another, so many would keep the first waiting."""


class OwnVideoReader:
    """Asks for heads, and for the rest of videos that have changed since they were read.

    What is asked for the first time is asked for whole, so that it takes one round trip as well;
    what several ask at once takes one for all of them.
    """

    def __init__(self, videos: Callable[[], MongoCollection]) -> None:
        self._videos = videos
        self._known = KnownVideos()
        self._asked: set[tuple[UserId, VideoQuery]] = set()
        self._heads = JoinedReads(self._find_heads, _VIDEOS_TOGETHER)
        self._whole = JoinedReads(self._find_whole, _VIDEOS_TOGETHER)
        self._pages = JoinedReads(self._find_pages, _PAGES_TOGETHER)

    async def show(self, video_id: VideoId) -> OwnVideo:
        """Return the video.

        Raises:
            VideoNotFoundError: there is none with this id, or it is deleted.
        """
        if video_id in self._known:
            head = await self._heads.ask(video_id)
            if head is None:
                raise VideoNotFoundError
            if (known := self._known.find(_head(head))) is not None:
                return known
        document = await self._whole.ask(video_id)
        if document is None:
            raise VideoNotFoundError
        return self._keep(document)

    async def list_page(self, owner_id: UserId, query: VideoQuery) -> Page[OwnVideo]:
        """Return a page of the owner's."""
        is_known = (owner_id, query) in self._asked
        documents, total = await self._pages.ask(PageQuestion(owner_id, query, not is_known))
        if not is_known:
            self._note_asked(owner_id, query)
            return page_of(documents, total, query, self._keep)
        shown = await self._read([_head(head) for head in documents[: query.limit]])
        if len(shown) < min(len(documents), query.limit):
            # One was deleted since its head was told.
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
        if missing := [VideoId(video_id) for video_id in known.keys() - found.keys()]:
            for document in await self._find_whole(missing):
                if document is not None:
                    found[document["_id"]] = self._keep(document)
        return found

    async def _find_heads(self, video_ids: Sequence[VideoId]) -> Sequence[Document | None]:
        return await self._find(video_ids, queries.HEAD)

    async def _find_whole(self, video_ids: Sequence[VideoId]) -> Sequence[Document | None]:
        return await self._find(video_ids, queries.UNSEEN)

    async def _find(
        self, video_ids: Sequence[VideoId], fields: Fields
    ) -> Sequence[Document | None]:
        documents = await self._videos().find(queries.undeleted(video_ids), fields=fields)
        found = {document["_id"]: document for document in documents}
        return [found.get(video_id) for video_id in video_ids]

    async def _find_pages(self, pages: Sequence[PageQuestion]) -> Sequence[PageFound]:
        return told_of(pages, await self._videos().aggregate(asking_for(pages)))

    def _keep(self, document: Document) -> OwnVideo:
        return self._known.keep(_head(document), from_document(OWN_VIDEO_FORM, document))


def _head(document: Document) -> Head:
    return Head(document["_id"], document["created_at"], document["version"])
