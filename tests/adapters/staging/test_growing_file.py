"""Interrupted writing on disk: hashing that goes on, full disks, other processes, the order."""

import asyncio
import errno
import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from adapters.staging.growing_file import GrowingFile
from adapters.staging.hashed_prefix import HashedPrefix, HashedPrefixes
from adapters.staging.local_disk import LocalDiskStagingArea
from application.errors import RunBusyError, StorageFullError
from domain.ids import StagedId
from tests.adapters.interference import fail, name_of, observe
from tests.builders import an_id
from tests.house.tree import ROOT

MIB = 1024 * 1024
CONTENT = bytes(range(251)) * 40_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "staging" / an_id(StagedId)


def write(path: Path, prefixes: HashedPrefixes, at: int, content: bytes) -> None:
    file = GrowingFile(path, prefixes)
    file.open(at)
    file.append([content])
    file.sync()
    file.close()


def seal(path: Path, prefixes: HashedPrefixes, size_bytes: int) -> str:
    file = GrowingFile(path, prefixes)
    file.open(size_bytes)
    try:
        return file.seal().sha256
    finally:
        file.close()


def bytes_read_again(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows with every byte read for hashing."""
    read: list[int] = []
    observe(
        monkeypatch,
        HashedPrefix,
        "catch_up",
        lambda prefix, _, size_bytes: read.append(size_bytes - prefix.size_bytes),
    )
    return read


def test_one_process_reads_nothing_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prefixes, read = HashedPrefixes(), bytes_read_again(monkeypatch)
    for start in range(0, len(CONTENT), MIB):
        write(path, prefixes, start, CONTENT[start : start + MIB])

    assert seal(path, prefixes, len(CONTENT)) == hashlib.sha256(CONTENT).hexdigest()
    assert sum(read) == 0


def test_a_process_that_goes_on_has_caught_up_before_the_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, HashedPrefixes(), 0, CONTENT[: 6 * MIB])
    prefixes, read = HashedPrefixes(), bytes_read_again(monkeypatch)
    for start in range(6 * MIB, len(CONTENT), MIB):
        write(path, prefixes, start, CONTENT[start : start + MIB])
    read_before_sealing = list(read)

    assert seal(path, prefixes, len(CONTENT)) == hashlib.sha256(CONTENT).hexdigest()
    assert sum(read) == sum(read_before_sealing)
    assert max(read_before_sealing) <= 4 * MIB


def test_a_file_that_another_process_changed_is_hashed_anew(path: Path) -> None:
    ours, theirs = HashedPrefixes(), HashedPrefixes()
    write(path, ours, 0, b"a" * 1000)
    write(path, theirs, 500, b"b" * 500)
    os.utime(path.with_name(f"{path.name}.part"), ns=(1, 1))

    assert seal(path, ours, 1000) == hashlib.sha256(b"a" * 500 + b"b" * 500).hexdigest()


def test_P28_a_process_that_holds_the_file_keeps_others_out_until_it_ends(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path;"
        "from adapters.staging.growing_file import GrowingFile;"
        "from adapters.staging.hashed_prefix import HashedPrefixes;"
        "file = GrowingFile(Path(sys.argv[1]), HashedPrefixes()); file.open(0);"
        "print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stdin=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(RunBusyError):
            write(path, HashedPrefixes(), 0, b"x")
        holder.kill()

    write(path, HashedPrefixes(), 0, b"x")


def test_P25_names_are_durable_when_bytes_are(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    steps: list[str] = []
    observe(monkeypatch, os, "fsync", lambda fd: steps.append(name_of(fd)))
    observe(monkeypatch, Path, "replace", lambda old, new: steps.append(f"{old.name} → {new.name}"))
    prefixes, part = HashedPrefixes(), f"{path.name}.part"

    write(path, prefixes, 0, b"x")
    assert steps == ["staging", part]
    write(path, prefixes, 1, b"x")
    assert steps == ["staging", part, part]
    steps.clear()
    seal(path, prefixes, 2)
    assert steps == [part, f"{part} → {path.name}", "staging"]


async def test_T32_a_full_disk_is_told_and_what_came_before_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging, staged_id = LocalDiskStagingArea(tmp_path), an_id(StagedId)
    writer = await staging.resume(staged_id, 0)
    await writer.write(b"a" * MIB)
    await writer.sync()
    with monkeypatch.context() as patch:
        fail(patch, HashedPrefix, "follow", errno.ENOSPC)
        await writer.write(b"b" * MIB)
        with pytest.raises(StorageFullError):
            await writer.sync()
    assert await writer.sync() == MIB
    with pytest.raises(StorageFullError):  # or its bytes would be in the wrong place
        await writer.write(b"c" * MIB)
    await writer.rewind(MIB)
    await writer.write(b"c" * MIB)
    sealed = await writer.seal()
    await writer.close()

    assert sealed.sha256 == hashlib.sha256(b"a" * MIB + b"c" * MIB).hexdigest()


async def test_a_cancelled_write_loses_and_repeats_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging, staged_id = LocalDiskStagingArea(tmp_path), an_id(StagedId)
    writer = await staging.resume(staged_id, 0)
    began, may_go_on = threading.Event(), threading.Event()

    def stop_over(*_: object) -> None:
        began.set()
        may_go_on.wait(10)

    with monkeypatch.context() as patch:
        observe(patch, HashedPrefix, "follow", stop_over)
        await writer.write(b"a" * MIB)
        assert await asyncio.to_thread(began.wait, 10)
        waiting = asyncio.create_task(writer.write(b"b" * MIB))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        may_go_on.set()
    await writer.write(b"c" * MIB)
    sealed = await writer.seal()
    await writer.close()

    whole = b"a" * MIB + b"b" * MIB + b"c" * MIB
    assert sealed.sha256 == hashlib.sha256(whole).hexdigest()
