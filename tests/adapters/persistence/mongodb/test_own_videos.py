"""Many owners at once cost few trips, and each is told what is theirs and is so now."""

import asyncio

import pytest
from pymongo import MongoClient

from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.video_repository import MongoVideoRepository
from application.errors import VideoNotFoundError
from application.pages import VideoQuery, VideoSort
from application.views import OwnVideo
from domain.ids import UserId
from domain.video.details import Title
from domain.video.video import Video
from tests.adapters.persistence.mongodb.bulk import insert_videos
from tests.adapters.persistence.mongodb.profiler import Document, recorded
from tests.builders import NOW, a_video, an_id

QUERIES = [
    VideoQuery(sort=sort, page=page, limit=2, title_contains=text)
    for sort in VideoSort
    for page in (1, 2)
    for text in (None, "b")
]


async def test_pages_asked_for_at_once_are_those_asked_for_alone(
    database: MongoDatabase, mongo_uri: str
) -> None:
    owners = [_owned(["a", "b", "ab", "c", "b"][:count]) for count in range(6)]
    _insert(mongo_uri, [video for owned in owners for video in owned])
    owner_ids = [owned[0].owner_id if owned else an_id(UserId) for owned in owners]
    asked = [(owner_id, query) for query in QUERIES for owner_id in owner_ids]

    alone = [await MongoVideoRepository(database).list_owned(*page) for page in asked]
    videos = MongoVideoRepository(database)
    whole = await asyncio.gather(*(videos.list_owned(*page) for page in asked))
    heads = await asyncio.gather(*(videos.list_owned(*page) for page in asked))

    assert whole == alone
    assert heads == alone


async def test_what_many_ask_at_once_takes_one_trip(
    database: MongoDatabase, mongo_uri: str
) -> None:
    owned = _owned(["a", "b", "c", "d"])
    _insert(mongo_uri, owned)
    videos = MongoVideoRepository(database)
    client: MongoClient[Document]
    with MongoClient(mongo_uri) as client:
        for _ in ("whole", "heads"):
            with recorded(client.get_default_database()) as commands:
                shown = await asyncio.gather(*(videos.show(video.id) for video in owned * 2))
            assert shown == [OwnVideo.of(video) for video in owned * 2]
            assert len(commands) == 1


@pytest.mark.parametrize(("text", "trips"), [(None, 1), ("a", 8)])
async def test_nobody_waits_for_the_searches_of_others(
    database: MongoDatabase, mongo_uri: str, text: str | None, trips: int
) -> None:
    videos = MongoVideoRepository(database)
    pages = [(an_id(UserId), VideoQuery(title_contains=text)) for _ in range(8)]
    client: MongoClient[Document]
    with MongoClient(mongo_uri) as client:
        for expected in (8, trips):
            with recorded(client.get_default_database()) as commands:
                await asyncio.gather(*(videos.list_owned(*page) for page in pages * 2))
            assert len(commands) == expected


async def test_what_another_instance_changed_is_in_the_next_read(
    database: MongoDatabase, mongo_uri: str, driver: str
) -> None:
    edited, deleted = owned = _owned(["a", "b"])
    _insert(mongo_uri, owned)
    here = MongoVideoRepository(database)
    for _ in ("whole", "heads"):
        await asyncio.gather(here.show(edited.id), here.show(deleted.id))
        await here.list_owned(edited.owner_id, VideoQuery())

    async with MongoDatabase(mongo_uri, driver) as opened:
        there = MongoVideoRepository(opened)
        changed = await there.update(
            edited.id, lambda video: video.edit(title=Title("c"), description=None, now=NOW)
        )
        await there.update(deleted.id, lambda video: video.delete(NOW))

    page, shown, gone = await asyncio.gather(
        here.list_owned(edited.owner_id, VideoQuery()),
        here.show(edited.id),
        here.show(deleted.id),
        return_exceptions=True,
    )
    assert shown == OwnVideo.of(changed)
    assert isinstance(gone, VideoNotFoundError)
    assert not isinstance(page, BaseException)
    assert (page.items, page.total) == ((shown,), 1)
    with pytest.raises(VideoNotFoundError):
        await here.show(deleted.id)


def _owned(titles: list[str]) -> list[Video]:
    owner_id = an_id(UserId)
    return [a_video(owner_id=owner_id, title=Title(text)) for text in titles]


def _insert(uri: str, videos: list[Video]) -> None:
    client: MongoClient[Document]
    with MongoClient(uri) as client:
        insert_videos(client.get_default_database(), videos)
