"""Numbers for the events of many writers at once."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.collection import Clash, MongoCollection
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.event_log import MongoEventLog
from adapters.persistence.mongodb.video_repository import MongoVideoRepository
from tests.builders import a_video

_WRITERS = 300


@pytest.fixture
async def database(mongo_uri: str) -> AsyncIterator[MongoDatabase]:
    async with MongoDatabase(mongo_uri, "pymongo") as opened:
        yield opened


@pytest.fixture
def clashes(monkeypatch: pytest.MonkeyPatch) -> list[Clash | None]:
    """What became of each try to number."""
    told: list[Clash | None] = []
    insert = MongoCollection.insert_in_order

    async def insert_and_tell(self: MongoCollection, documents: Sequence[Document]) -> Clash | None:
        told.append(await insert(self, documents))
        return told[-1]

    monkeypatch.setattr(MongoCollection, "insert_in_order", insert_and_tell)
    return told


@pytest.mark.parametrize("processes", [1, 4])
async def test_of_hundreds_of_writes_at_once_each_is_numbered_when_it_returns(
    database: MongoDatabase, clashes: list[Clash | None], processes: int
) -> None:
    repositories = [MongoVideoRepository(database) for _ in range(processes)]
    videos = [a_video() for _ in range(_WRITERS)]

    await asyncio.gather(
        *(repositories[place % processes].add(video) for place, video in enumerate(videos))
    )

    told = await MongoEventLog(database).read_all(0, _WRITERS + 1)
    assert [entry.number for entry in told] == list(range(1, _WRITERS + 1))
    assert {entry.event.video_id for entry in told} == {video.id for video in videos}
    assert await MongoEventLog(database).settle() == 0
    assert len(clashes) < _WRITERS / 2
    assert processes > 1 or set(clashes) == {None}


async def test_a_writer_that_is_cancelled_takes_no_other_along(database: MongoDatabase) -> None:
    repository, videos = MongoVideoRepository(database), [a_video() for _ in range(20)]
    writing = [asyncio.create_task(repository.add(video)) for video in videos]
    await asyncio.wait(writing, return_when=asyncio.FIRST_COMPLETED)
    for task in writing[::2]:
        task.cancel()

    await asyncio.gather(*writing[1::2])

    told = {entry.event.video_id for entry in await MongoEventLog(database).read_all(0, 100)}
    assert {video.id for video in videos[1::2]} <= told
    await asyncio.gather(*writing, return_exceptions=True)
