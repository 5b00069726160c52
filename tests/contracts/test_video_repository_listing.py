"""What every store of videos promises: the owner's pages."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from application.pages import Cursor, Page, VideoQuery, VideoSort
from application.ports.video_repository import VideoRepository
from application.views import OwnVideo
from domain.ids import UserId
from domain.video.details import Title
from domain.video.lifecycle import VideoStatus
from domain.video.video import Video
from tests.builders import NOW, a_video, an_id

A_MS = timedelta(milliseconds=1)

# Pairs share a title up to its case and others an instant, so that the id has to break ties.
TITLES = ["b", "B", "a", "Ä", "Z", "é", "🎬 film", "ﬀ", "b", "a b"]

HOSTILE = [
    "(a+)+$",
    ".*",
    "[",
    "\\",
    "$where",
    "^a",
    "%",
    "_",
    "'; drop table videos; --",
    '"',
    "{$gt: ''}",
    "a|b",
    "#",
    "/i",
    "\\u0000",
    "*",
    "?",
    "a b",
]


@pytest.mark.parametrize("sort", VideoSort)
@pytest.mark.parametrize("limit", [1, 3, 10])
async def test_pages_and_cursors_walk_the_same_order(
    videos: VideoRepository, sort: VideoSort, limit: int
) -> None:
    owner_id = an_id(UserId)
    owned = await _keep(videos, owner_id, TITLES)
    await _keep(videos, an_id(UserId), TITLES)
    in_order = _seen(_sorted(owned, sort))

    first = await videos.list_owned(owner_id, VideoQuery(sort=sort, limit=limit))
    by_cursor, by_page = [first], [first]
    while (after := by_cursor[-1].next) is not None:
        query = VideoQuery(sort=sort, limit=limit, after=after)
        by_cursor.append(await videos.list_owned(owner_id, query))
        query = VideoQuery(sort=sort, limit=limit, page=len(by_page) + 1)
        by_page.append(await videos.list_owned(owner_id, query))

    assert by_cursor == by_page
    assert {page.total for page in by_page} == {len(TITLES)}
    assert tuple(video for page in by_page for video in page.items) == in_order


async def test_a_cursor_that_went_over_the_wire_continues(videos: VideoRepository) -> None:
    owner_id = an_id(UserId)
    owned = await _keep(videos, owner_id, TITLES)
    first = await videos.list_owned(owner_id, VideoQuery(limit=4))
    assert first.next is not None

    after = Cursor.decode(first.next.encode(), VideoSort.NEWEST_FIRST)
    second = await videos.list_owned(owner_id, VideoQuery(limit=4, after=after))

    assert second.items == _seen(_sorted(owned, VideoSort.NEWEST_FIRST))[4:8]


async def test_a_cursor_wins_over_a_page(videos: VideoRepository) -> None:
    owner_id = an_id(UserId)
    await _keep(videos, owner_id, TITLES)
    first = await videos.list_owned(owner_id, VideoQuery(limit=2))

    by_cursor = await videos.list_owned(owner_id, VideoQuery(limit=2, after=first.next))
    with_page = await videos.list_owned(owner_id, VideoQuery(limit=2, after=first.next, page=4))

    assert with_page == by_cursor


async def test_a_cursor_stays_valid_when_its_video_goes(videos: VideoRepository) -> None:
    owner_id = an_id(UserId)
    owned = await _keep(videos, owner_id, TITLES)
    first = await videos.list_owned(owner_id, VideoQuery(limit=3))
    await videos.update(first.items[-1].id, lambda video: video.delete(NOW))

    second = await videos.list_owned(owner_id, VideoQuery(limit=3, after=first.next))

    assert second.items == _seen(_sorted(owned, VideoSort.NEWEST_FIRST))[3:6]


async def test_a_page_beyond_the_end_is_empty(videos: VideoRepository) -> None:
    owner_id = an_id(UserId)
    await _keep(videos, owner_id, TITLES)

    page = await videos.list_owned(owner_id, VideoQuery(page=10_000, limit=100))

    assert page == Page(items=(), total=len(TITLES), next=None)


async def test_an_owner_without_videos_has_an_empty_page(videos: VideoRepository) -> None:
    page = await videos.list_owned(an_id(UserId), VideoQuery())

    assert page == Page(items=(), total=0, next=None)


@pytest.mark.parametrize("sort", VideoSort)
@pytest.mark.parametrize("status", VideoStatus)
async def test_a_status_narrows_pages_and_total(
    videos: VideoRepository, status: VideoStatus, sort: VideoSort
) -> None:
    owner_id = an_id(UserId)
    owned = [
        a_video(kind, owner_id=owner_id, created_at=NOW + n * A_MS)
        for n in range(3)
        for kind in VideoStatus
    ]
    for video in owned:
        await videos.add(video)
    matches = _sorted([video for video in owned if video.status is status], sort)

    first = await videos.list_owned(owner_id, VideoQuery(status=status, sort=sort, limit=2))
    rest = await videos.list_owned(
        owner_id, VideoQuery(status=status, sort=sort, limit=2, after=first.next)
    )

    assert first.items + rest.items == _seen(matches)
    assert first.total == rest.total == 3
    assert rest.next is None


@pytest.mark.parametrize("sort", VideoSort)
async def test_T49_search_text_is_literal(videos: VideoRepository, sort: VideoSort) -> None:
    owner_id = an_id(UserId)
    owned = await _keep(videos, owner_id, [*(f"x {text} y" for text in HOSTILE), "aaaaaaaaaaaa!"])
    await _keep(videos, an_id(UserId), HOSTILE)

    for text in HOSTILE:
        wanted = Title(text).folded
        found = await videos.list_owned(
            owner_id, VideoQuery(title_contains=wanted, sort=sort, limit=100)
        )

        matches = _sorted([video for video in owned if wanted in video.title.folded], sort)
        assert found == Page(_seen(matches), len(matches), next=None), text


async def test_search_ignores_case_and_goes_with_status_and_cursor(
    videos: VideoRepository,
) -> None:
    owner_id = an_id(UserId)
    await _keep(videos, owner_id, ["Straße", "STRASSE", "strasse 3", "road"])
    ready = a_video(VideoStatus.READY, owner_id=owner_id, title=Title("die Strasse"))
    await videos.add(ready)
    wanted = Title("StraSSe").folded

    first = await videos.list_owned(owner_id, VideoQuery(title_contains=wanted, limit=3))
    rest = await videos.list_owned(
        owner_id, VideoQuery(title_contains=wanted, limit=3, after=first.next)
    )
    narrowed = await videos.list_owned(
        owner_id, VideoQuery(title_contains=wanted, status=VideoStatus.READY)
    )

    assert len({video.id for video in first.items + rest.items}) == first.total == 4
    assert narrowed.items == _seen([ready])


async def test_an_edited_title_moves_the_video(videos: VideoRepository) -> None:
    owner_id = an_id(UserId)
    first, second = await _keep(videos, owner_id, ["a", "b"])

    moved = await videos.update(
        first.id, lambda video: video.edit(title=Title("c"), description=None, now=NOW)
    )

    page = await videos.list_owned(owner_id, VideoQuery(sort=VideoSort.TITLE))
    assert page.items == _seen([second, moved])


async def _keep(videos: VideoRepository, owner_id: UserId, titles: Sequence[str]) -> list[Video]:
    """Add one video per title; each three share an instant."""
    owned = [
        a_video(owner_id=owner_id, title=Title(text), created_at=NOW + number // 3 * A_MS)
        for number, text in enumerate(titles)
    ]
    for video in owned:
        await videos.add(video)
    return owned


def _sorted(owned: Sequence[Video], sort: VideoSort) -> list[Video]:
    if sort.is_by_title:
        return sorted(owned, key=lambda v: (v.title.folded, v.id), reverse=sort.is_descending)
    return sorted(owned, key=lambda v: (v.created_at, v.id), reverse=sort.is_descending)


def _seen(owned: Sequence[Video]) -> tuple[OwnVideo, ...]:
    """Return what the owner sees of each."""
    return tuple(map(OwnVideo.of, owned))
