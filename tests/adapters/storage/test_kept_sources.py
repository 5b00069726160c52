"""Kept sources on disk: second names, and copies where there can be none."""

import errno
from pathlib import Path

import pytest

from adapters.staging.local_disk import LocalDiskStagingArea
from adapters.storage.local_disk import LocalDiskMediaStore
from application.errors import SourceMissingError
from application.ports.source_file import SourceFile
from domain.ids import StagedId, VideoId
from tests.adapters.interference import fail
from tests.builders import an_id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "media"


@pytest.fixture
def media(folder: Path) -> LocalDiskMediaStore:
    return LocalDiskMediaStore(folder)


async def test_a_source_on_the_same_disk_is_kept_as_a_second_name_for_its_bytes(
    media: LocalDiskMediaStore, folder: Path, tmp_path: Path
) -> None:
    staging = LocalDiskStagingArea(tmp_path / "staging")
    staged_id, video_id = an_id(StagedId), an_id(VideoId)
    writer = await staging.create(staged_id)
    await writer.write(b"original")
    await writer.seal()
    inode = (tmp_path / "staging" / staged_id).stat().st_ino

    await media.keep_source(video_id, await staging.open(staged_id))
    await staging.remove(staged_id)

    assert (folder / video_id / "source").stat().st_ino == inode
    assert await source_of(media, video_id) == b"original"


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EPERM, errno.EMLINK])
async def test_a_source_that_cannot_be_linked_is_copied(
    media: LocalDiskMediaStore,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    video_id = an_id(VideoId)
    fail(monkeypatch, Path, "hardlink_to", number)

    await media.keep_source(video_id, await staged(tmp_path, b"original"))

    assert await source_of(media, video_id) == b"original"
    assert [path.name for path in (folder / video_id).iterdir()] == ["source"]


async def test_a_source_that_vanished_is_not_kept(
    media: LocalDiskMediaStore, tmp_path: Path
) -> None:
    source = await staged(tmp_path, b"original")
    (path,) = (tmp_path / "staging").iterdir()
    path.unlink()

    with pytest.raises(SourceMissingError):
        await media.keep_source(an_id(VideoId), source)


async def staged(tmp_path: Path, content: bytes) -> SourceFile:
    staging = LocalDiskStagingArea(tmp_path / "staging")
    staged_id = an_id(StagedId)
    writer = await staging.create(staged_id)
    await writer.write(content)
    await writer.seal()
    return await staging.open(staged_id)


async def source_of(media: LocalDiskMediaStore, video_id: VideoId) -> bytes:
    source = await media.open_source(video_id)
    return b"".join([piece async for piece in source.read()])
