"""A search costs the same whatever its text tries to be, and never holds the event loop."""

import asyncio
import sqlite3
import time

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.video_repository import SqliteVideoRepository
from adapters.persistence.sqlite.video_rows import insert_video
from application.pages import VideoQuery
from domain.ids import UserId
from tests.adapters.persistence.hostile_search import (
    PLAIN,
    backtracking_bait,
    slowest_against_plain,
)
from tests.builders import an_id


async def test_T49_hostile_searches_take_as_long_as_plain_ones(database: SqliteDatabase) -> None:
    owner_id = await _fill(database)

    assert await slowest_against_plain(SqliteVideoRepository(database), owner_id) < 3


async def test_the_event_loop_turns_while_titles_are_searched(database: SqliteDatabase) -> None:
    owner_id = await _fill(database)
    videos = SqliteVideoRepository(database)
    searching = asyncio.gather(
        *(videos.list_owned(owner_id, VideoQuery(title_contains=PLAIN)) for _ in range(10))
    )
    turns = 0

    began = time.perf_counter()
    while not searching.done():
        await asyncio.sleep(0)
        turns += 1
    took_ms = (time.perf_counter() - began) * 1000

    # Ten searches in line would let it turn ten times.
    assert turns > took_ms / 10
    await searching


async def _fill(database: SqliteDatabase) -> UserId:
    owner_id = an_id(UserId)

    def insert(connection: sqlite3.Connection) -> None:
        for video in backtracking_bait(owner_id):
            insert_video(connection, video)

    await database.write(insert)
    return owner_id
