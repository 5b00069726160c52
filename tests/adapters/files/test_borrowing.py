"""Copies of files that lie elsewhere."""

import asyncio
import shutil
from collections import namedtuple
from pathlib import Path
from urllib.parse import quote

import pytest

from adapters.files.borrowing import BorrowedFiles
from adapters.files.memory_source import MemorySourceFile
from application.errors import StorageFullError
from application.ports.worker_presence import WorkerPresence

CONTENT = b"content" * 500_000


class _Presence(WorkerPresence):
    """Knows one worker that has ended."""

    @property
    def name(self) -> str:
        return "host/here"

    def is_gone(self, worker: str) -> bool:
        return worker == "host/gone"


@pytest.fixture
def borrowed(tmp_path: Path) -> BorrowedFiles:
    return BorrowedFiles(tmp_path, _Presence())


async def test_a_copy_lasts_as_long_as_it_is_needed(
    borrowed: BorrowedFiles, tmp_path: Path
) -> None:
    async with borrowed.lend(MemorySourceFile(CONTENT)) as path:
        assert path.read_bytes() == CONTENT

    assert files_below(tmp_path) == []


async def test_a_cancelled_borrower_leaves_nothing(borrowed: BorrowedFiles, tmp_path: Path) -> None:
    lent = asyncio.Event()

    async def borrow() -> None:
        async with borrowed.lend(MemorySourceFile(CONTENT)):
            lent.set()
            await asyncio.Event().wait()

    borrowing = asyncio.create_task(borrow())
    await lent.wait()

    borrowing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await borrowing

    assert files_below(tmp_path) == []


async def test_what_a_dead_process_borrowed_is_removed_and_what_others_have_is_not(
    borrowed: BorrowedFiles, tmp_path: Path
) -> None:
    dead, alive = (tmp_path / quote(name, safe="") for name in ("host/gone", "host/other"))
    for folder in (dead, alive):
        folder.mkdir()
        (folder / "source").write_bytes(b"x")

    async with borrowed.lend(MemorySourceFile(CONTENT)):
        assert not dead.exists()
        assert (alive / "source").exists()


async def test_T32_a_file_for_which_there_is_no_room_is_not_begun(
    borrowed: BorrowedFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10, 9, 1))

    with pytest.raises(StorageFullError):
        async with borrowed.lend(MemorySourceFile(CONTENT)):
            pytest.fail("lent more than there is room for")

    assert files_below(tmp_path) == []


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
