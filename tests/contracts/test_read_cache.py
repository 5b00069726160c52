"""What every cache of reads promises."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from application.errors import VideoNotFoundError
from application.pages import Page, VideoQuery
from application.ports.read_cache import ChangeFence, ReadCache
from application.ports.video_repository import VideoRepository
from application.views import OwnVideo
from domain.ids import UserId, VideoId
from domain.video.details import Title
from domain.video.video import Video
from tests.builders import NOW, a_video, an_id
from tests.contracts.adapters_under_test.cache import CHANGE_FENCES, READ_CACHES, store_behind
from tests.contracts.adapters_under_test.table import each

FIRST_PAGE = VideoQuery()


@pytest.fixture(params=each(READ_CACHES))
async def cache(request: pytest.FixtureRequest) -> AsyncIterator[ReadCache]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.fixture(params=each(CHANGE_FENCES))
async def fence(request: pytest.FixtureRequest) -> AsyncIterator[ChangeFence]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.fixture
async def videos(
    cache: ReadCache, request: pytest.FixtureRequest
) -> AsyncIterator[VideoRepository]:
    async with store_behind(cache, request) as opened:
        yield opened


async def _title(cache: ReadCache, videos: VideoRepository, of: Video) -> str:
    async def ask() -> Video:
        return await videos.get(of.id)

    return (await cache.read(of.owner_id, of.id, ask)).title.text


async def _rename(videos: VideoRepository, video_id: VideoId, title: str) -> None:
    await videos.update(
        video_id, lambda video: video.edit(title=Title(title), description=None, now=NOW)
    )


async def test_P18_every_acknowledged_change_is_in_the_next_read(
    cache: ReadCache, videos: VideoRepository
) -> None:
    video = a_video()
    await videos.add(video)
    for number in range(3):
        await _title(cache, videos, video)

        await _rename(videos, video.id, f"Title {number}")

        assert await _title(cache, videos, video) == f"Title {number}"
        assert await _title(cache, videos, video) == f"Title {number}"


async def test_P18_what_was_added_and_deleted_is_seen_in_the_next_page(
    cache: ReadCache, videos: VideoRepository
) -> None:
    owner_id = an_id(UserId)

    async def ask() -> Page[OwnVideo]:
        return await videos.list_owned(owner_id, FIRST_PAGE)

    async def ids() -> list[VideoId]:
        return [video.id for video in (await cache.read(owner_id, FIRST_PAGE, ask)).items]

    assert await ids() == []
    video = a_video(owner_id=owner_id)
    await videos.add(video)
    assert await ids() == [video.id]
    await videos.update(video.id, lambda stored: stored.delete(NOW))
    assert await ids() == []


async def test_P17_answers_are_kept_apart_by_owner_and_question(cache: ReadCache) -> None:
    async def answer(owner_id: UserId, key: str) -> str:
        async def ask() -> str:
            return f"{owner_id} {key}"

        return await cache.read(owner_id, key, ask)

    ours, theirs = an_id(UserId), an_id(UserId)
    for _ in range(2):
        assert await answer(ours, "a") == f"{ours} a"
        assert await answer(ours, "b") == f"{ours} b"
        assert await answer(theirs, "a") == f"{theirs} a"


async def test_what_is_missing_is_asked_for_again(cache: ReadCache) -> None:
    owner_id, asked = an_id(UserId), 0

    async def ask() -> str:
        nonlocal asked
        asked += 1
        raise VideoNotFoundError

    for _ in range(2):
        with pytest.raises(VideoNotFoundError):
            await cache.read(owner_id, "video", ask)

    assert asked == 2


async def test_many_may_change_and_read_at_once(cache: ReadCache, videos: VideoRepository) -> None:
    video = a_video()
    await videos.add(video)
    known = 0

    async def write() -> None:
        nonlocal known

        def count(stored: Video) -> Video:
            title = Title(str(int(stored.title.text) + 1) if stored.title.text.isdecimal() else "1")
            return stored.edit(title=title, description=None, now=NOW)

        changed = await videos.update(video.id, count)
        known = max(known, int(changed.title.text))

    async def read() -> None:
        at_least = known
        title = await _title(cache, videos, video)
        assert int(title) >= at_least if title.isdecimal() else at_least == 0

    await asyncio.gather(*(step for _ in range(10) for step in (write(), read(), read())))
    assert await _title(cache, videos, video) == "10"


async def test_the_end_of_a_change_never_fails(fence: ChangeFence) -> None:
    owner_id, made = an_id(UserId), []

    async with fence.changing(owner_id):
        made.append("change")
    with pytest.raises(VideoNotFoundError):
        async with fence.changing(owner_id):
            raise VideoNotFoundError

    assert made == ["change"]
