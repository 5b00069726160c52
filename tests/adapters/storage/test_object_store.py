"""A media store in an object store: order, addresses, types, faults."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from adapters.files.borrowing import BorrowedFiles
from adapters.files.memory_source import MemorySourceFile
from adapters.s3.bucket import S3Bucket
from adapters.storage.object_store import S3MediaStore
from adapters.system.processes import HostProcesses
from application.errors import StorageUnavailableError
from application.ports.media_engine import MediaFile
from application.ports.media_store import RemoteFile
from domain.ids import VideoId
from tests.adapters.s3.bucket import bucket_at
from tests.builders import an_id
from tests.services.process import free_port
from tests.services.s3 import Bucket


@pytest.fixture
def bucket(s3_bucket: Bucket) -> S3Bucket:
    return bucket_at(s3_bucket.endpoint_url, s3_bucket.name)


@pytest.fixture
def media(bucket: S3Bucket, tmp_path: Path) -> S3MediaStore:
    return _store(bucket, tmp_path)


def _store(bucket: S3Bucket, folder: Path) -> S3MediaStore:
    return S3MediaStore(bucket, BorrowedFiles(folder / "borrowed", HostProcesses()))


def _files(folder: Path, *names: str) -> tuple[MediaFile, ...]:
    for name in names:
        (folder / name).write_bytes(name.encode())
    return tuple(MediaFile(name, folder / name) for name in names)


async def test_P30_a_playlist_goes_up_when_all_that_it_names_is_there(
    media: S3MediaStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    segments = [f"360p_{number:05}.m4s" for number in range(10)]
    files = _files(tmp_path, "360p_init.mp4", *segments, "360p.m3u8", "master.m3u8")
    there_before: dict[str, set[str]] = {}
    put_file = S3Bucket.put_file

    async def noted(self: S3Bucket, key: str, path: Path, size_bytes: int, kind: str) -> None:
        there = {found.key.rpartition("/")[2] async for found in self.list_objects()}
        there_before[path.name] = there
        await put_file(self, key, path, size_bytes, kind)

    monkeypatch.setattr(S3Bucket, "put_file", noted)
    await media.take(an_id(VideoId), 1, files)

    named = {"360p_init.mp4", *segments}
    assert there_before["360p.m3u8"] == named
    assert there_before["master.m3u8"] == {*named, "360p.m3u8"}


async def test_P40_a_segment_opens_by_an_address_that_ends_with_the_grant(
    media: S3MediaStore, tmp_path: Path
) -> None:
    video_id = an_id(VideoId)
    await media.take(video_id, 1, _files(tmp_path, "360p_00000.m4s"))

    opened = await media.open(video_id, 1, "360p_00000.m4s", url_life_s=90)

    assert isinstance(opened, RemoteFile)
    assert opened.url is not None
    assert parse_qs(urlsplit(opened.url).query)["X-Amz-Expires"] == ["90"]
    async with httpx.AsyncClient() as anybody:
        answer = await anybody.get(opened.url, headers={"range": "bytes=5-9"})
    assert (answer.status_code, answer.content) == (206, b"00000")
    assert answer.headers["content-type"] == "video/iso.segment"


async def test_P40_a_grant_in_its_last_second_signs_nothing(
    media: S3MediaStore, tmp_path: Path
) -> None:
    video_id = an_id(VideoId)
    await media.take(video_id, 1, _files(tmp_path, "360p_00000.m4s"))

    opened = await media.open(video_id, 1, "360p_00000.m4s", url_life_s=0)

    assert isinstance(opened, RemoteFile)
    assert opened.url is None
    assert b"".join([piece async for piece in opened.source.read()]) == b"360p_00000.m4s"


async def test_a_playlist_stays_as_it_was_opened(media: S3MediaStore, tmp_path: Path) -> None:
    video_id = an_id(VideoId)
    await media.take(video_id, 1, _files(tmp_path, "master.m3u8"))
    opened = await media.open(video_id, 1, "master.m3u8", url_life_s=90)
    (tmp_path / "master.m3u8").write_bytes(b"another, and longer")
    await media.take(video_id, 1, (MediaFile("master.m3u8", tmp_path / "master.m3u8"),))

    assert isinstance(opened, RemoteFile)
    assert opened.url is None
    assert b"".join([piece async for piece in opened.source.read()]) == b"master.m3u8"


async def test_what_the_store_does_not_take_stays_with_the_engine(tmp_path: Path) -> None:
    nobody = bucket_at(f"http://127.0.0.1:{free_port()}", "anything")
    files = _files(tmp_path, "360p_00000.m4s", "360p.m3u8")

    with pytest.raises(StorageUnavailableError):
        await _store(nobody, tmp_path).take(an_id(VideoId), 1, files)

    assert all(file.path.exists() for file in files)


async def test_other_things_beside_the_videos_are_none(
    media: S3MediaStore, bucket: S3Bucket
) -> None:
    await bucket.put("staging/x", b"")
    await bucket.put("readme", b"")

    assert [video_id async for video_id in media.list_videos()] == []


async def test_a_borrowed_source_leaves_nothing_on_this_disk(
    media: S3MediaStore, tmp_path: Path
) -> None:
    video_id = an_id(VideoId)
    await media.keep_source(video_id, MemorySourceFile(b"original" * 1_000_000))

    async with (await media.open_source(video_id)).as_local_file() as path:
        assert path.stat().st_size == 8_000_000
        assert tmp_path in path.parents

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
