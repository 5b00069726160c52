"""Sources on this machine's disk that vanish, and readers that do."""

import asyncio
import threading
from pathlib import Path

import pytest

from adapters.files.local_source import LocalSourceFile
from adapters.files.threads import DiskThreads
from application.errors import SourceMissingError, StorageUnavailableError


@pytest.fixture
def threads() -> DiskThreads:
    return DiskThreads("test", 2)


async def test_a_source_that_is_gone_says_so(tmp_path: Path, threads: DiskThreads) -> None:
    path = tmp_path / "source"
    path.write_bytes(b"bytes")
    source = await LocalSourceFile.at(path, threads)
    path.unlink()

    with pytest.raises(SourceMissingError):
        await anext(aiter(source.read()))
    with pytest.raises(SourceMissingError):
        async with source.as_local_file():
            pass
    with pytest.raises(SourceMissingError):
        await LocalSourceFile.at(path, threads)


async def test_a_source_that_was_cut_ends_in_an_error(tmp_path: Path, threads: DiskThreads) -> None:
    path = tmp_path / "source"
    path.write_bytes(b"x" * 1000)
    source = await LocalSourceFile.at(path, threads)
    path.write_bytes(b"x" * 400)

    with pytest.raises(SourceMissingError):
        _ = [piece async for piece in source.read()]


async def test_a_disk_that_fails_is_unavailable(tmp_path: Path, threads: DiskThreads) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(StorageUnavailableError):
        await LocalSourceFile.at(tmp_path / "file" / "source", threads)


async def test_a_source_is_read_to_its_end_though_it_was_removed_meanwhile(
    tmp_path: Path, threads: DiskThreads
) -> None:
    path = tmp_path / "source"
    path.write_bytes(b"x" * 1_000_000)
    reading = aiter((await LocalSourceFile.at(path, threads)).read())
    head = await anext(reading)

    path.unlink()

    assert len(head) + sum([len(piece) async for piece in reading]) == 1_000_000


async def test_a_local_file_is_lent_and_not_copied(tmp_path: Path, threads: DiskThreads) -> None:
    path = tmp_path / "source"
    path.write_bytes(b"bytes")

    async with (await LocalSourceFile.at(path, threads)).as_local_file() as lent:
        assert lent == path


async def test_a_cancelled_caller_leaves_when_its_call_is_over(threads: DiskThreads) -> None:
    began, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def call() -> None:
        began.set()
        may_end.wait(10)
        ended.set()

    calling = asyncio.create_task(threads.run(call))
    assert await asyncio.to_thread(began.wait, 10)
    calling.cancel()
    _, pending = await asyncio.wait({calling}, timeout=0.05)
    assert pending

    may_end.set()
    await asyncio.wait({calling})

    assert calling.cancelled()
    assert ended.is_set()
