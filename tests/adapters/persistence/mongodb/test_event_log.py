"""Events of processes that died between a change and its number."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.persistence.mongodb.collection import MongoCollection
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.event_log import MongoEventLog
from adapters.persistence.mongodb.video_repository import MongoVideoRepository
from application.errors import StoreUnavailableError
from domain.event import EventType
from domain.video.details import Title
from domain.video.video import Video
from tests.builders import NOW, a_video


@pytest.fixture
async def database(mongo_uri: str) -> AsyncIterator[MongoDatabase]:
    async with MongoDatabase(mongo_uri, "pymongo") as opened:
        yield opened


async def _types(database: MongoDatabase, video: Video) -> list[EventType]:
    found = await MongoEventLog(database).read(video.owner_id, 0, 100)
    return [entry.event.type for entry in found]


async def _outbox(database: MongoDatabase, video: Video) -> list[Any]:
    document = await database.collection("videos").find_one({"_id": video.id})
    assert document is not None
    left: list[Any] = document["outbox"]
    return left


async def _dies(*_: object, **__: object) -> None:
    raise StoreUnavailableError


@pytest.mark.parametrize("at", ["insert_in_order", "pull_each"])
async def test_T28_what_a_dead_process_left_is_numbered_once(
    database: MongoDatabase, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    videos, video = MongoVideoRepository(database), a_video()
    with monkeypatch.context() as dying:
        dying.setattr(MongoCollection, at, _dies)
        await videos.add(video)
    assert len(await _outbox(database, video)) == 1

    assert await MongoEventLog(database).settle() == 1
    assert await MongoEventLog(database).settle() == 0

    assert await _types(database, video) == [EventType.CREATED]
    assert await _outbox(database, video) == []


@pytest.mark.parametrize("at", ["insert_in_order", "pull_each"])
async def test_T28_the_next_change_numbers_what_was_left_first(
    database: MongoDatabase, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    videos, video = MongoVideoRepository(database), a_video()
    with monkeypatch.context() as dying:
        dying.setattr(MongoCollection, at, _dies)
        await videos.add(video)

    await videos.update(
        video.id, lambda stored: stored.edit(title=Title("New"), description=None, now=NOW)
    )

    assert await _types(database, video) == [EventType.CREATED, EventType.UPDATED]
    assert await _outbox(database, video) == []


async def test_T28_a_video_is_not_purged_before_its_end_is_told(
    database: MongoDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    videos, video = MongoVideoRepository(database), a_video()
    await videos.add(video)
    with monkeypatch.context() as dying:
        dying.setattr(MongoCollection, "insert_in_order", _dies)
        await videos.update(video.id, lambda stored: stored.delete(NOW))
        with pytest.raises(StoreUnavailableError):
            await videos.purge(video.id)

    await videos.purge(video.id)

    assert await _types(database, video) == [EventType.CREATED, EventType.DELETED]
