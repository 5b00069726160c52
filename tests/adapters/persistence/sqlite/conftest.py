"""A file of its own for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.persistence.sqlite.database import SqliteDatabase


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "platform.sqlite3"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[SqliteDatabase]:
    async with SqliteDatabase(path, timeout_s=0.2) as opened:
        yield opened
