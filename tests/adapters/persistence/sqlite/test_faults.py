"""What SQLite cannot do is told in the application's words, and passes when its cause does."""

import sqlite3
from pathlib import Path

import pytest

from adapters.persistence.sqlite.check import SqliteCheck
from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.user_repository import SqliteUserRepository
from application.errors import StorageFullError, StoreUnavailableError
from tests.builders import a_user


async def test_a_file_that_is_no_database_is_refused_by_name(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"a letter to a friend, long enough to be read as a header " * 100)

    with pytest.raises(StoreUnavailableError, match=r"platform\.sqlite3.*not a database"):
        await SqliteDatabase(path).open()


async def test_a_folder_that_cannot_be_made_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreUnavailableError, match=r"file/platform\.sqlite3"):
        await SqliteDatabase(tmp_path / "file" / "platform.sqlite3").open()


async def test_a_folder_in_place_of_the_file_is_refused_by_name(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(StoreUnavailableError, match=r"platform\.sqlite3"):
        await SqliteDatabase(path).open()


async def test_T32_a_full_disk_is_told_and_recovers(database: SqliteDatabase) -> None:
    users = SqliteUserRepository(database)
    large = a_user(password_hash="x" * 1_000_000)
    await database.write(_limit_pages)

    with pytest.raises(StorageFullError):
        await users.add(large)

    await database.write(_unlimit_pages)
    await users.add(large)
    assert await users.get(large.id) == large


async def test_a_file_locked_by_another_process_is_unavailable_until_it_is_free(
    database: SqliteDatabase, path: Path
) -> None:
    users = SqliteUserRepository(database)
    user = a_user()
    await users.add(user)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreUnavailableError):
        await users.add(a_user())
    assert await users.get(user.id) == user  # readers wait for nobody

    other.close()
    await users.add(a_user())


async def test_a_closed_database_is_unavailable(path: Path) -> None:
    database = SqliteDatabase(path)
    users = SqliteUserRepository(database)
    await database.open()
    await database.close()
    await database.close()

    with pytest.raises(StoreUnavailableError):
        await users.add(a_user())
    with pytest.raises(StoreUnavailableError):
        await users.get(a_user().id)
    with pytest.raises(StoreUnavailableError):
        await SqliteCheck(database).check()


def _limit_pages(connection: sqlite3.Connection) -> None:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 10}")


def _unlimit_pages(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA max_page_count = 1000000")
