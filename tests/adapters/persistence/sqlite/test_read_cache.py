"""Answers that are kept until somebody writes to the file."""

from pathlib import Path

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.read_cache import SqliteReadCache
from adapters.persistence.sqlite.video_repository import SqliteVideoRepository
from application.pages import Page, VideoQuery
from application.views import OwnVideo
from tests.builders import a_video


async def test_P18_a_write_of_another_process_is_in_the_next_read(tmp_path: Path) -> None:
    path, video, asked = tmp_path / "shared.db", a_video(), 0

    async with SqliteDatabase(path) as here, SqliteDatabase(path) as there:
        cache, videos = SqliteReadCache(here), SqliteVideoRepository(here)

        async def ask() -> Page[OwnVideo]:
            nonlocal asked
            asked += 1
            return await videos.list_owned(video.owner_id, VideoQuery())

        async def total() -> int:
            return (await cache.read(video.owner_id, VideoQuery(), ask)).total

        assert [await total() for _ in range(3)] == [0, 0, 0]
        assert asked == 1

        await SqliteVideoRepository(there).add(video)

        assert [await total() for _ in range(3)] == [1, 1, 1]
        assert asked == 2
