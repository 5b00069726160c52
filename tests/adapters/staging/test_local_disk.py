"""Staging on disk: order of the steps, threads, full disks, names."""

import asyncio
import errno
import os
import threading
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path

import pytest

from adapters.files.threads import DiskThreads
from adapters.staging import local_disk
from adapters.staging.batches import BATCH_BYTES
from adapters.staging.local_disk import LocalDiskStagingArea, LocalDiskStagingWriter
from application.errors import StorageFullError, StorageUnavailableError
from domain.ids import MalformedIdError, StagedId
from tests.adapters.interference import fail, name_of, observe
from tests.builders import an_id

FAR_AHEAD = datetime(2200, 1, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "staging"


@pytest.fixture
def staging(folder: Path) -> LocalDiskStagingArea:
    return LocalDiskStagingArea(folder)


async def test_P25_the_file_is_synced_then_renamed_then_its_folder_is_synced(
    staging: LocalDiskStagingArea, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged_id = an_id(StagedId)
    writer = await staging.create(staged_id)
    await writer.write(b"bytes")
    steps: list[str] = []
    observe(monkeypatch, os, "fsync", lambda fd: steps.append(f"sync {name_of(fd)}"))
    observe(monkeypatch, Path, "replace", lambda old, new: steps.append(f"{old.name} → {new.name}"))

    await writer.seal()

    part = f"{staged_id}.part"
    assert steps == [f"sync {part}", f"{part} → {staged_id}", f"sync {folder.name}"]


async def test_no_call_that_waits_for_the_disk_runs_on_the_event_loop(
    staging: LocalDiskStagingArea, monkeypatch: pytest.MonkeyPatch
) -> None:
    callers: dict[str, set[threading.Thread]] = {}
    for place, name in (
        (os, "fsync"),
        (os, "scandir"),
        (Path, "open"),
        (Path, "mkdir"),
        (Path, "replace"),
        (Path, "unlink"),
    ):
        seen = callers.setdefault(name, set())
        observe(
            monkeypatch,
            place,
            name,
            lambda *_, seen=seen, **__: seen.add(threading.current_thread()),
        )

    kept, dropped = an_id(StagedId), an_id(StagedId)
    for staged_id in (kept, dropped):
        writer = await staging.create(staged_id)
        await writer.write(b"x" * BATCH_BYTES)
        if staged_id is kept:
            await writer.seal()
        await writer.discard()
    _ = [piece async for piece in (await staging.open(kept)).read()]
    await staging.list_changed_before(FAR_AHEAD)
    await staging.free_bytes()
    await staging.remove(kept)

    assert all(callers.values())
    assert threading.current_thread() not in set().union(*callers.values())


async def test_P23_small_chunks_share_a_hop_to_a_thread(
    staging: LocalDiskStagingArea, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = await staging.create(an_id(StagedId))
    hops: list[object] = []
    observe(monkeypatch, DiskThreads, "run", lambda *call: hops.append(call))

    for _ in range(4096):
        await writer.write(b"x" * 1024)
    await writer.seal()

    assert len(hops) <= 4 * 1024**2 // BATCH_BYTES + 1


async def test_T32_a_full_disk_is_told_while_writing_and_nothing_stays(
    staging: LocalDiskStagingArea, folder: Path
) -> None:
    writer = await staging.create(an_id(StagedId))
    fill_up(writer)

    await writer.write(b"x" * BATCH_BYTES)
    for _ in range(2):
        with pytest.raises(StorageFullError):
            await writer.write(b"x" * BATCH_BYTES)
    await writer.discard()

    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
async def test_T32_a_disk_that_turns_out_full_while_syncing_seals_nothing(
    staging: LocalDiskStagingArea, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    writer = await staging.create(an_id(StagedId))
    await writer.write(b"x")
    fail(monkeypatch, os, "fsync", number)

    with pytest.raises(StorageFullError):
        await writer.seal()
    await writer.discard()

    assert list(folder.iterdir()) == []


async def test_P25_what_a_sync_on_the_way_loses_is_told(
    staging: LocalDiskStagingArea, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_disk, "_SYNC_BYTES", BATCH_BYTES)
    writer = await staging.create(an_id(StagedId))
    refused = asyncio.Event()
    with monkeypatch.context() as broken:
        loop = asyncio.get_running_loop()

        def lose(_: int) -> None:
            loop.call_soon_threadsafe(refused.set)
            raise OSError(errno.EIO, "lost")

        broken.setattr(os, "fsync", lose)
        await writer.write(b"x" * BATCH_BYTES)
        await refused.wait()

    # The system tells each loss once: a later synchronisation succeeds.
    with pytest.raises(StorageUnavailableError):
        await writer.seal()
    await writer.discard()

    assert list(folder.iterdir()) == []


async def test_any_other_fault_of_the_disk_is_unavailability(
    staging: LocalDiskStagingArea, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = await staging.create(an_id(StagedId))
    await writer.write(b"x")
    fail(monkeypatch, os, "fsync", errno.EIO)

    with pytest.raises(StorageUnavailableError):
        await writer.seal()
    await writer.discard()


async def test_P26_an_upload_that_is_cancelled_while_it_is_sealed_leaves_nothing(
    staging: LocalDiskStagingArea, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = await staging.create(an_id(StagedId))
    await writer.write(b"x")
    began, may_go_on = threading.Event(), threading.Event()

    def stop_over(_: int) -> None:
        began.set()
        may_go_on.wait(10)

    observe(monkeypatch, os, "fsync", stop_over)
    sealing = asyncio.create_task(writer.seal())
    assert await asyncio.to_thread(began.wait, 10)

    sealing.cancel()
    may_go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await sealing
    await writer.discard()

    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("text", ["../stolen", "..", "", "a/b", "\0", "A" * 36])
async def test_T9_only_generated_ids_become_names(
    staging: LocalDiskStagingArea, tmp_path: Path, text: str
) -> None:
    outside = tmp_path / "stolen"
    outside.write_bytes(b"untouched")

    for method in (staging.create, staging.open, staging.remove):
        with pytest.raises(MalformedIdError):
            await method(StagedId(text))

    assert list(tmp_path.iterdir()) == [outside]


async def test_P39_what_is_not_named_like_staged_bytes_is_left_alone(
    staging: LocalDiskStagingArea, folder: Path
) -> None:
    folder.mkdir()
    for name in ("README", ".part", "lost+found", f"{an_id(StagedId)}.bak"):
        (folder / name).write_bytes(b"")

    assert await staging.list_changed_before(FAR_AHEAD) == ()


async def test_an_area_that_was_never_used_is_empty(staging: LocalDiskStagingArea) -> None:
    assert await staging.list_changed_before(FAR_AHEAD) == ()
    await staging.remove(an_id(StagedId))


async def test_only_this_user_can_look_into_the_folder(
    staging: LocalDiskStagingArea, folder: Path
) -> None:
    await (await staging.create(an_id(StagedId))).seal()

    assert folder.stat().st_mode & 0o077 == 0


def fill_up(writer: object) -> None:
    """Have the disk of `writer` take no further byte."""
    assert isinstance(writer, LocalDiskStagingWriter)
    opened = writer._file._file
    assert opened is not None
    opened.close()
    writer._file._file = FileIO("/dev/full", "w")
