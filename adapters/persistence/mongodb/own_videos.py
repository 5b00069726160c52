"""Reading what owners see of their videos."""

from collections.abc import Callable, Sequence

from adapters.joining.joined_questions import JoinedQuestions
from adapters.persistence.known_pages import KnownPages
from adapters.persistence.known_videos import Head, KnownVideos
from adapters.persistence.mongodb import video_queries as queries
from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.collection import Fields, MongoCollection
from adapters.persistence.mongodb.documents import from_document
from adapters.persistence.mongodb.page_queries import PageFound, PageQuestion, asking_for, told_of
from adapters.persistence.paging import page_of
from adapters.persistence.stored_form import OWN_VIDEO_FORM
from application.errors import VideoNotFoundError
from application.pages import Page, VideoQuery
from application.views import OwnVideo
from domain.ids import UserId, VideoId

_QUESTIONS = 2048
"""Pages of which it is remembered how many videos they were part of."""

_VIDEOS_TOGETHER = 64

_LIGHT_PAGES_TOGETHER = 8
"""The server finds pages of one question one after another: all wait for the last."""

_LIGHT = 1000
"""Videos that a listing holds: the server counts as many in about 0.2 ms."""


class OwnVideoReader:
    """Asks for heads, and for the rest of videos that have changed since they were read.

    What is asked for the first time is asked for whole, so that it takes one round trip as well;
    what several ask at once takes one for all of them.
    """

    def __init__(self, videos: Callable[[], MongoCollection]) -> None:
        self._videos = videos
        self._known = KnownVideos()
        self._pages = KnownPages()
        self._totals: dict[tuple[UserId, VideoQuery], int] = {}
        self._heads = JoinedQuestions(self._find_heads, _VIDEOS_TOGETHER)
        self._whole = JoinedQuestions(self._find_whole, _VIDEOS_TOGETHER)
        self._light_pages = JoinedQuestions(self._find_pages, _LIGHT_PAGES_TOGETHER)
        self._other_pages = JoinedQuestions(self._find_pages, most=1)

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
        is_known = (owner_id, query) in self._totals
        pages = self._light_pages if self._is_light(owner_id, query) else self._other_pages
        told = await pages.ask(PageQuestion(owner_id, query, not is_known))
        if (known := self._pages.find(owner_id, query, told)) is not None:
            return known
        documents, total = told
        self._note_total(owner_id, query, total)
        if not is_known:
            return page_of(documents, total, query, self._keep)
        shown = await self._read([_head(head) for head in documents[: query.limit]])
        if len(shown) < min(len(documents), query.limit):
            # One was deleted since its head was told.
            return await self.list_page(owner_id, query)
        page = page_of(documents, total, query, lambda head: shown[head["_id"]])
        return self._pages.keep(owner_id, query, told, page)

    def _is_light(self, owner_id: UserId, query: VideoQuery) -> bool:
        """Tell whether the server is sure to find the page soon, so that others may wait for it.

        A search reads every title of the owner's, and tells only how many of them match.
        """
        total = self._totals.get((owner_id, query))
        return total is not None and total <= _LIGHT and query.title_contains is None

    def _note_total(self, owner_id: UserId, query: VideoQuery, total: int) -> None:
        if len(self._totals) >= _QUESTIONS:
            self._totals.clear()
        self._totals[owner_id, query] = total

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
