"""A file is made, migrated and guarded, by however many processes at once."""

import asyncio
import sqlite3
import stat
import subprocess
import sys
import textwrap
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.persistence.sqlite import schema
from adapters.persistence.sqlite.account_schema import EXPIRY_OF_PERSONAL_TOKENS
from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.personal_token_repository import SqlitePersonalTokenRepository
from adapters.persistence.sqlite.user_repository import SqliteUserRepository
from adapters.persistence.stored_form import PERSONAL_TOKEN_FORM
from application.errors import StoreUnavailableError
from tests.builders import NOW, a_personal_token, a_user
from tests.house.tree import ROOT


async def test_the_file_and_its_folder_are_made(path: Path) -> None:
    async with SqliteDatabase(path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    assert _version(path) == len(schema.MIGRATIONS)


async def test_what_was_kept_is_there_after_opening_again(path: Path) -> None:
    user = a_user()
    async with SqliteDatabase(path) as database:
        await SqliteUserRepository(database).add(user)

    async with SqliteDatabase(path) as database:
        assert await SqliteUserRepository(database).get(user.id) == user


async def test_a_later_migration_is_applied_to_an_older_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = a_user()
    async with SqliteDatabase(path) as database:
        await SqliteUserRepository(database).add(user)
    added = ("ALTER TABLE users ADD COLUMN shoe_size INTEGER",)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, added))

    async with SqliteDatabase(path) as database:
        assert await SqliteUserRepository(database).get(user.id) == user

    assert _version(path) == len(schema.MIGRATIONS)


async def test_tokens_of_an_older_file_are_found_by_their_expiry(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    over, endless = a_personal_token(expires_at=NOW), a_personal_token()
    before = schema.MIGRATIONS.index(EXPIRY_OF_PERSONAL_TOKENS)
    with monkeypatch.context() as older:
        older.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:before])
        async with SqliteDatabase(path):
            pass
    with sqlite3.connect(path) as connection:
        for token in (over, endless):
            row = (token.id, token.user_id, token.version, PERSONAL_TOKEN_FORM.to_json(token))
            connection.execute("INSERT INTO personal_tokens VALUES (?, ?, ?, ?)", row)
    connection.close()

    async with SqliteDatabase(path) as database:
        tokens = SqlitePersonalTokenRepository(database)
        assert await tokens.remove_expired(NOW - timedelta(seconds=1)) == 0
        assert await tokens.remove_expired(NOW + timedelta(milliseconds=1)) == 1
        assert await tokens.find(endless.id) == endless


async def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with SqliteDatabase(path):
        before = _version(path)
    broken = ("ALTER TABLE users ADD COLUMN shoe_size INTEGER", "ALTER TABLE nobody ADD COLUMN x")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))

    with pytest.raises(StoreUnavailableError, match="no such table: nobody"):
        await SqliteDatabase(path).open()

    assert _version(path) == before
    with sqlite3.connect(path) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info (users)")]
    connection.close()
    assert "shoe_size" not in columns


async def test_a_file_of_a_later_release_is_refused(path: Path) -> None:
    async with SqliteDatabase(path):
        pass
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()

    with pytest.raises(StoreUnavailableError, match="schema has version 999"):
        await SqliteDatabase(path).open()


async def test_one_process_opens_an_empty_file_eight_times_at_once(path: Path) -> None:
    databases = [SqliteDatabase(path) for _ in range(8)]

    await asyncio.gather(*(database.open() for database in databases))
    await asyncio.gather(*(database.close() for database in databases))

    assert _version(path) == len(schema.MIGRATIONS)


def test_T44_two_processes_start_on_an_empty_store(path: Path) -> None:
    script = textwrap.dedent(f"""
        import asyncio
        from pathlib import Path
        from adapters.persistence.sqlite.database import SqliteDatabase
        from adapters.persistence.sqlite.user_repository import SqliteUserRepository
        from tests.builders import a_user

        async def main():
            async with SqliteDatabase(Path({str(path)!r})) as database:
                users = SqliteUserRepository(database)
                await asyncio.gather(*(users.add(a_user()) for _ in range(50)))

        asyncio.run(main())
    """)
    started = [
        subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.PIPE)
        for _ in range(2)
    ]

    told = [process.communicate(timeout=60)[1].decode() for process in started]

    assert told == ["", ""]
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT COUNT(*) FROM users").fetchone() == (100,)
    connection.close()


def _version(path: Path) -> int:
    connection = sqlite3.connect(path)
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    assert isinstance(found, int)
    return found
