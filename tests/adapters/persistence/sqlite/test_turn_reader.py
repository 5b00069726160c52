"""Reads that share a transaction for one turn of the event loop."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from adapters.persistence.sqlite.database import SqliteDatabase
from application.errors import StoreUnavailableError


@pytest.fixture
def other(path: Path) -> Iterator[sqlite3.Connection]:
    """Another process, as far as SQLite can tell."""
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE words (word TEXT)")
        yield connection


async def test_reads_of_one_turn_are_of_one_state(
    database: SqliteDatabase, other: sqlite3.Connection
) -> None:
    before = database.read(_count)
    other.execute("INSERT INTO words VALUES ('new')")

    assert database.read(_count) == before

    await asyncio.sleep(0)

    assert database.read(_count) == before + 1


async def test_whoever_was_told_of_a_commit_reads_it(
    database: SqliteDatabase, other: sqlite3.Connection
) -> None:
    """However its telling is ordered beside reads that began before."""

    async def told(waker: asyncio.Event) -> int:
        await waker.wait()
        return database.read(_count)

    wakers = [asyncio.Event() for _ in range(3)]
    waiting = [asyncio.ensure_future(told(waker)) for waker in wakers]
    await asyncio.sleep(0)
    for waker in wakers:
        database.read(_count)
        other.execute("INSERT INTO words VALUES ('new')")
        waker.set()

    assert [await each for each in waiting] == [len(wakers)] * len(wakers)


@pytest.mark.usefixtures("other")
async def test_its_own_write_is_in_the_next_read(database: SqliteDatabase) -> None:
    async def write_and_read() -> int:
        database.read(_count)
        await database.write(lambda opened: opened.execute("INSERT INTO words VALUES ('new')"))
        return database.read(_count)

    counts = await asyncio.gather(*[write_and_read() for _ in range(20)])

    assert max(counts) == len(counts)
    assert min(counts) > 0


async def test_nothing_is_held_between_turns(
    database: SqliteDatabase, other: sqlite3.Connection
) -> None:
    database.read(_count)
    await asyncio.sleep(0)

    (is_busy, _, _) = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    assert not is_busy


async def test_a_fault_ends_with_its_turn(
    database: SqliteDatabase, other: sqlite3.Connection
) -> None:
    with pytest.raises(StoreUnavailableError):
        database.read(lambda opened: opened.execute("SELECT * FROM nothing"))

    await asyncio.sleep(0)
    other.execute("INSERT INTO words VALUES ('new')")

    assert database.read(_count) == 1


def test_a_loop_that_was_left_holds_nothing(path: Path) -> None:
    database = SqliteDatabase(path)
    first, second = asyncio.new_event_loop(), asyncio.new_event_loop()
    first.run_until_complete(database.open())
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TABLE words (word TEXT)")

    async def read() -> int:
        return database.read(_count)

    def read_and_leave() -> None:
        database.read(_count)
        first.stop()

    first.call_soon(read_and_leave)
    first.run_forever()
    first.close()
    other.execute("INSERT INTO words VALUES ('new')")

    assert second.run_until_complete(read()) == 1

    second.run_until_complete(database.close())
    second.close()
    other.close()


async def test_closing_in_the_middle_of_a_turn_is_no_fault(path: Path) -> None:
    faults: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: faults.append(context))
    database = SqliteDatabase(path)
    await database.open()

    database.read(lambda opened: opened.execute("PRAGMA user_version").fetchone())
    await database.close()
    await asyncio.sleep(0)

    assert faults == []


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT COUNT(*) FROM words").fetchone()[0])
