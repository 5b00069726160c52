"""A page of the caller's own videos."""

from functools import lru_cache, partial
from typing import NamedTuple

from application.actor import Actor
from application.pages import (
    DEFAULT_LIMIT,
    MAX_LIMIT,
    MAX_PAGE,
    Cursor,
    Page,
    VideoQuery,
    VideoSort,
    require_within,
)
from application.ports.read_cache import ReadCache
from application.ports.video_repository import VideoRepository
from application.use_cases.playback.grant_playback import GrantPlayback
from application.use_cases.videos.filters import parse_search, parse_status
from application.views import VideoView
from domain.ids import UserId
from domain.violations import ViolationCode, Violations, invalid


class ListVideosRequest(NamedTuple):
    """What to list; judged by the use-case.

    `cursor`, the `next` of the page before, wins over `page`.
    """

    page: int = 1
    limit: int = DEFAULT_LIMIT
    status: str | None = None
    title_contains: str | None = None
    sort: str = VideoSort.NEWEST_FIRST.value
    cursor: str | None = None


BEGINNING = ListVideosRequest()
"""What is asked most."""

_JUDGED = 512
"""Requests that are judged once: most people ask for the same few pages."""


class ListVideos:
    """Return a page of the caller's own videos, newest first unless asked otherwise.

    Raises:
        ValidationFailedError: every fault of the request's fields.
    """

    def __init__(
        self,
        videos: VideoRepository,
        reads: ReadCache,
        grant_playback: GrantPlayback,
        max_title_chars: int,
    ) -> None:
        self._videos = videos
        self._reads = reads
        self._grant_playback = grant_playback
        self._max_title_chars = max_title_chars
        self._query_of = lru_cache(_JUDGED)(self._judge)

    async def __call__(self, actor: Actor, request: ListVideosRequest) -> Page[VideoView]:
        query = self._query_of(request)
        step = self._grant_playback.step
        ask = partial(self._ask, actor.user_id, query, step)
        is_asked_often = query.is_beginning and query.limit <= DEFAULT_LIMIT
        if is_asked_often:
            return await self._reads.read(actor.user_id, (query, step), ask)
        return await ask()

    async def _ask(self, owner_id: UserId, query: VideoQuery, step: int) -> Page[VideoView]:
        page = await self._videos.list_owned(owner_id, query)
        return self._grant_playback.on_page(page, step)

    def _judge(self, request: ListVideosRequest) -> VideoQuery:
        violations = Violations()
        page = violations.check(lambda: require_within("page", request.page, MAX_PAGE))
        limit = violations.check(lambda: require_within("limit", request.limit, MAX_LIMIT))
        sort = violations.check(lambda: _parse_sort(request.sort))
        status = violations.check(lambda: parse_status(request.status))
        wanted = violations.check(
            lambda: parse_search(request.title_contains, self._max_title_chars)
        )
        after = violations.check(lambda: _parse_cursor(request.cursor, sort))
        if violations or page is None or limit is None or sort is None:
            raise violations.as_error()
        return VideoQuery(status, wanted, sort, page, limit, after)


def _parse_sort(text: str) -> VideoSort:
    try:
        return VideoSort(text)
    except ValueError as error:
        message = f"Must be one of {', '.join(VideoSort)}."
        raise invalid("sort", ViolationCode.BAD_FORMAT, message) from error


def _parse_cursor(text: str | None, sort: VideoSort | None) -> Cursor | None:
    return None if text is None or sort is None else Cursor.decode(text, sort)
