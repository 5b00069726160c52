"""Published files on disk: order of the steps, full disks, names, removal."""

import asyncio
import errno
import os
from contextlib import aclosing
from pathlib import Path

import pytest

from adapters.files.threads import DiskThreads
from adapters.storage.local_disk import LocalDiskMediaStore
from application.errors import MediaFileMissingError, StorageFullError
from application.ports.media_engine import MediaFile
from application.ports.media_store import LocalFile
from domain.ids import MalformedIdError, VideoId
from tests.adapters.interference import fail, name_of, observe
from tests.builders import an_id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "media"


@pytest.fixture
def media(folder: Path) -> LocalDiskMediaStore:
    return LocalDiskMediaStore(folder)


async def test_P30_files_are_synced_and_then_named_in_order_and_then_their_folder_is_synced(
    media: LocalDiskMediaStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video_id = an_id(VideoId)
    await media.take(video_id, 7, (produce(tmp_path, "first.ts"),))
    files = tuple(produce(tmp_path, name) for name in ("a.m4s", "b.m4s", "a.m3u8", "master.m3u8"))
    steps: list[str] = []
    observe(monkeypatch, os, "fsync", lambda fd: steps.append(f"sync {name_of(fd).strip('.')}"))
    observe(monkeypatch, Path, "replace", lambda _, new: note_name(steps, new))

    await media.take(video_id, 7, files)

    names = ["a.m4s", "b.m4s", "a.m3u8", "master.m3u8"]
    assert steps == [*(f"sync {name}.part" for name in names), *names, "sync 7"]


async def test_taking_moves_the_very_file(
    media: LocalDiskMediaStore, folder: Path, tmp_path: Path
) -> None:
    video_id = an_id(VideoId)
    file = produce(tmp_path, "a.ts")
    inode = file.path.stat().st_ino

    await media.take(video_id, 1, (file,))

    assert (folder / video_id / "1" / "a.ts").stat().st_ino == inode


async def test_files_come_in_from_another_file_system_too(
    media: LocalDiskMediaStore, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video_id = an_id(VideoId)
    files = (produce(tmp_path, "a.ts"), produce(tmp_path, "master.m3u8"))
    separate(monkeypatch, tmp_path / "engine")

    await media.take(video_id, 1, files)

    attempt = folder / video_id / "1"
    assert {path.name: path.read_bytes() for path in attempt.iterdir()} == {
        "a.ts": b"a.ts",
        "master.m3u8": b"master.m3u8",
    }
    assert not any(file.path.exists() for file in files)


async def test_T32_on_a_full_disk_nothing_of_the_batch_is_visible(
    media: LocalDiskMediaStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video_id = an_id(VideoId)
    files = (produce(tmp_path, "a.ts"), produce(tmp_path, "master.m3u8"))
    with monkeypatch.context() as full:
        fail(full, os, "fsync", errno.ENOSPC)
        with pytest.raises(StorageFullError):
            await media.take(video_id, 1, files)

    for file in files:
        with pytest.raises(MediaFileMissingError):
            await media.open(video_id, 1, file.name, url_life_s=60)
    await media.remove_video(video_id)
    assert [found async for found in media.list_videos()] == []


async def test_opening_a_published_file_takes_no_thread(
    media: LocalDiskMediaStore, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video_id = an_id(VideoId)
    await media.take(video_id, 1, (produce(tmp_path, "a.ts"),))
    hops: list[object] = []
    observe(monkeypatch, DiskThreads, "run", lambda *call: hops.append(call))

    opened = await media.open(video_id, 1, "a.ts", url_life_s=60)

    assert opened == LocalFile(folder / video_id / "1" / "a.ts", len(b"a.ts"), f"{video_id}/1/a.ts")
    assert hops == []


@pytest.mark.parametrize("name", [".a.ts.part", "folder", "folder/a.ts", "folder/../../source"])
async def test_T38_only_whole_files_of_the_attempt_itself_are_served(
    media: LocalDiskMediaStore, folder: Path, name: str
) -> None:
    video_id = an_id(VideoId)
    attempt = folder / video_id / "1"
    (attempt / "folder").mkdir(parents=True)
    for path in (attempt / ".a.ts.part", attempt / "folder" / "a.ts", folder / video_id / "source"):
        path.write_bytes(b"not published")

    with pytest.raises(MediaFileMissingError):
        await media.open(video_id, 1, name, url_life_s=60)


@pytest.mark.parametrize("text", ["../other", "..", "", "a/b", "\0", "A" * 36])
async def test_T38_only_ids_become_folders(
    media: LocalDiskMediaStore, tmp_path: Path, text: str
) -> None:
    outside = tmp_path / "other" / "1"
    outside.mkdir(parents=True)
    (outside / "a.ts").write_bytes(b"untouched")
    video_id = VideoId(text)

    with pytest.raises(MalformedIdError):
        await media.open(video_id, 1, "a.ts", url_life_s=60)
    for method in (media.open_source, media.list_attempts, media.remove_video):
        with pytest.raises(MalformedIdError):
            await method(video_id)

    assert (outside / "a.ts").read_bytes() == b"untouched"


async def test_many_may_remove_one_video_at_the_same_time(folder: Path) -> None:
    video_id = an_id(VideoId)
    stores = [LocalDiskMediaStore(folder) for _ in range(4)]
    attempt = folder / video_id / "1"
    attempt.mkdir(parents=True)
    for n in range(300):
        (attempt / f"{n}.ts").write_bytes(b"")

    await asyncio.gather(*(store.remove_video(video_id) for store in stores * 2))

    assert list(folder.iterdir()) == []


async def test_videos_are_listed_without_reading_the_whole_folder_first(
    media: LocalDiskMediaStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(1200):
        (folder / an_id(VideoId)).mkdir(parents=True)
    (folder / "lost+found").mkdir()
    read: list[object] = []
    observe(monkeypatch, VideoId, "parse", read.append)

    async with aclosing(media.list_videos()) as listed:  # type: ignore[type-var]  # a generator
        await anext(listed)
    assert len(read) < 1200

    assert len([video_id async for video_id in media.list_videos()]) == 1200


def produce(tmp_path: Path, name: str) -> MediaFile:
    """Leave a file that holds its own name where an engine would leave it."""
    path = tmp_path / "engine" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(name, encoding="ascii")
    return MediaFile(name, path)


def separate(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have `folder` seem to lie on another file system."""
    original = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if self.parent == folder != target.parent:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return original(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def note_name(steps: list[str], path: Path) -> None:
    """Note that a name became visible; hidden ones do not count."""
    if not path.name.startswith("."):
        steps.append(path.name)
