"""What was read before is handed out again, and only while the file says the same."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.video_repository import SqliteVideoRepository
from application.errors import VideoNotFoundError
from application.pages import Page, VideoQuery
from application.views import OwnVideo
from domain.ids import UserId, VideoId
from domain.video.details import Title
from domain.video.video import Video
from tests.builders import NOW, a_video, an_id

OWNER_ID = an_id(UserId)
SECOND_PAGE = VideoQuery(page=2, limit=2)


@pytest.fixture
async def here(database: SqliteDatabase) -> SqliteVideoRepository:
    return SqliteVideoRepository(database)


@pytest.fixture
async def elsewhere(path: Path) -> AsyncIterator[SqliteVideoRepository]:
    """Another process's, as far as the file can tell."""
    async with SqliteDatabase(path) as opened:
        yield SqliteVideoRepository(opened)


@pytest.fixture
async def videos(here: SqliteVideoRepository) -> list[Video]:
    """Four videos, the newest first."""
    added = [
        a_video(id=an_id(VideoId), owner_id=OWNER_ID, created_at=NOW - timedelta(minutes=age))
        for age in range(4)
    ]
    for video in added:
        await here.add(video)
    return added


async def test_a_page_that_is_the_same_is_the_same_object(
    here: SqliteVideoRepository, videos: list[Video]
) -> None:
    page = await here.list_owned(OWNER_ID, SECOND_PAGE)
    await here.add(a_video(id=an_id(VideoId), owner_id=an_id(UserId)))

    assert page == Page(_seen(videos[2:]), total=4, next=None)
    assert await here.list_owned(OWNER_ID, SECOND_PAGE) is page
    assert await here.show(videos[3].id) is page.items[1]


async def test_P18_another_process_changes_a_video_of_a_page(
    here: SqliteVideoRepository, elsewhere: SqliteVideoRepository, videos: list[Video]
) -> None:
    page = await here.list_owned(OWNER_ID, SECOND_PAGE)

    renamed = await elsewhere.update(
        videos[3].id, lambda video: video.edit(title=Title("Renamed"), description=None, now=NOW)
    )

    changed = await here.list_owned(OWNER_ID, SECOND_PAGE)
    assert changed.items == (page.items[0], OwnVideo.of(renamed))
    assert changed.items[0] is page.items[0]


async def test_P18_another_process_changes_only_how_many_there_are(
    here: SqliteVideoRepository, elsewhere: SqliteVideoRepository, videos: list[Video]
) -> None:
    first, query = videos[0], VideoQuery(limit=2)
    page = await here.list_owned(OWNER_ID, query)

    await elsewhere.update(videos[3].id, lambda video: video.delete(NOW))

    assert page.next is not None
    assert page.items[0] == OwnVideo.of(first)
    assert await here.list_owned(OWNER_ID, query) == replace(page, total=3)


async def test_P18_what_another_process_adds_moves_what_follows(
    here: SqliteVideoRepository, elsewhere: SqliteVideoRepository, videos: list[Video]
) -> None:
    await here.list_owned(OWNER_ID, SECOND_PAGE)
    newest = a_video(id=an_id(VideoId), owner_id=OWNER_ID, created_at=NOW + timedelta(minutes=1))

    await elsewhere.add(newest)

    page = await here.list_owned(OWNER_ID, SECOND_PAGE)
    assert (page.items, page.total) == (_seen(videos[1:3]), 5)
    assert page.next is not None
    assert (await here.list_owned(OWNER_ID, SECOND_PAGE._replace(after=page.next))).items == _seen(
        videos[3:]
    )


async def test_past_the_end_there_is_only_the_count(
    here: SqliteVideoRepository, elsewhere: SqliteVideoRepository, videos: list[Video]
) -> None:
    far = VideoQuery(page=9, limit=2)

    assert await here.list_owned(OWNER_ID, far) == Page((), total=4, next=None)
    await elsewhere.update(videos[0].id, lambda video: video.delete(NOW))
    assert await here.list_owned(OWNER_ID, far) == Page((), total=3, next=None)


async def test_P38_a_known_video_that_another_process_deletes_is_gone(
    here: SqliteVideoRepository, elsewhere: SqliteVideoRepository, videos: list[Video]
) -> None:
    await here.show(videos[0].id)

    await elsewhere.update(videos[0].id, lambda video: video.delete(NOW))

    with pytest.raises(VideoNotFoundError):
        await here.show(videos[0].id)


def _seen(videos: list[Video]) -> tuple[OwnVideo, ...]:
    return tuple(map(OwnVideo.of, videos))
