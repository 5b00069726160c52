"""From what a store found to a page, the same in every store."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from application.pages import Cursor, Page, VideoQuery, VideoSort
from application.views import OwnVideo
from domain.video.details import Title

Stored = TypeVar("Stored")


def sort_key(video: OwnVideo, sort: VideoSort) -> datetime | str:
    """Return what `sort` compares first; the id breaks ties."""
    return Title(video.title).folded if sort.is_by_title else video.created_at


def page_of(
    found: Sequence[Stored], total: int, query: VideoQuery, read: Callable[[Stored], OwnVideo]
) -> Page[OwnVideo]:
    """Return the page that `found` begins with.

    Args:
        found: the matches from the first of the page on, in order; one more than `query.limit`
            where there are that many, which tells that another page follows.
        total: how many the query matches.
        query: what was asked.
        read: makes a video of a match; the one beyond the page need not be made.
    """
    items = tuple(map(read, found[: query.limit]))
    if len(found) <= query.limit:
        return Page(items, total, next=None)
    last = items[-1]
    return Page(items, total, Cursor(query.sort, sort_key(last, query.sort), last.id))


def skipped(query: VideoQuery) -> int:
    """Return how many matches lie before the page; a cursor leaves none to count."""
    return 0 if query.after is not None else (query.page - 1) * query.limit
