"""Writes that wait together are committed together, and still stand alone."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.user_repository import SqliteUserRepository
from application.errors import DuplicateIdError, StoreUnavailableError
from tests.builders import a_user

Work = Callable[[sqlite3.Connection], object]


async def test_writes_that_wait_share_a_commit(database: SqliteDatabase) -> None:
    users = SqliteUserRepository(database)
    commits: list[str] = []
    database._require_open().writer._connection.set_trace_callback(commits.append)

    async with _Held(database):
        adding = [asyncio.ensure_future(users.add(a_user())) for _ in range(20)]
        await asyncio.sleep(0)
    await asyncio.gather(*adding)

    assert commits.count("COMMIT") == 2  # that of the holder, and one for all who waited


async def test_a_write_that_fails_takes_back_nothing_of_its_neighbours(
    database: SqliteDatabase,
) -> None:
    users = SqliteUserRepository(database)
    first, last = a_user(), a_user()

    def write_then_fail(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM users")
        raise ZeroDivisionError

    async with _Held(database):
        adding = [
            asyncio.ensure_future(users.add(first)),
            asyncio.ensure_future(users.add(a_user(id=first.id))),
            asyncio.ensure_future(database.write(write_then_fail)),
            asyncio.ensure_future(
                database.write(lambda connection: connection.execute("no such statement"))
            ),
            asyncio.ensure_future(users.add(last)),
        ]
        await asyncio.sleep(0)
    answers = await asyncio.gather(*adding, return_exceptions=True)

    assert [type(answer) for answer in answers] == [
        type(None),
        DuplicateIdError,
        ZeroDivisionError,
        StoreUnavailableError,
        type(None),
    ]
    assert [await users.get(user.id) for user in (first, last)] == [first, last]


async def test_a_write_whose_caller_gave_up_is_not_begun(database: SqliteDatabase) -> None:
    begun: list[bool] = []

    async with _Held(database):
        writing = asyncio.ensure_future(database.write(lambda _: begun.append(True)))
        await asyncio.sleep(0)
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing
    await database.write(lambda _: None)

    assert begun == []


async def test_closing_waits_for_what_was_begun(path: Path) -> None:
    database = SqliteDatabase(path)
    await database.open()
    user = a_user()

    async with _Held(database):
        adding = asyncio.ensure_future(SqliteUserRepository(database).add(user))
        await asyncio.sleep(0)
        closing = asyncio.ensure_future(database.close())
        await asyncio.sleep(0)
    await asyncio.gather(adding, closing)

    async with SqliteDatabase(path) as again:
        assert await SqliteUserRepository(again).get(user.id) == user


async def test_a_change_without_a_difference_writes_nothing(
    database: SqliteDatabase, path: Path
) -> None:
    users = SqliteUserRepository(database)
    user = a_user()
    await users.add(user)
    log = path.with_name(f"{path.name}-wal")
    before = log.stat().st_size

    await users.update(user.id, lambda stored: stored)

    assert log.stat().st_size == before


async def test_readers_cannot_write(database: SqliteDatabase) -> None:
    def delete(connection: sqlite3.Connection) -> object:
        return connection.execute("DELETE FROM users")

    with pytest.raises(StoreUnavailableError):
        database.read(delete)
    with pytest.raises(StoreUnavailableError):
        await database.scan(delete)


class _Held:
    """Keeps the writer busy for as long as the block lasts."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database
        self._begun, self._released = threading.Event(), threading.Event()

    async def __aenter__(self) -> None:
        def hold(_: sqlite3.Connection) -> None:
            self._begun.set()
            self._released.wait()

        self._holding = asyncio.ensure_future(self._database.write(hold))
        await asyncio.to_thread(self._begun.wait)

    async def __aexit__(self, *_: object) -> None:
        self._released.set()
        await self._holding
