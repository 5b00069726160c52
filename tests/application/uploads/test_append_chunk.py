"""Bytes arrive in any chunks, each counted once."""

import hashlib

import pytest

from application.errors import UploadNotFoundError
from application.use_cases.uploads.chunk import Checksum, Chunk
from application.use_cases.videos.upload_errors import (
    EmptyFileError,
    FileTooLargeError,
    QuotaExceededError,
)
from domain.upload.errors import (
    ChecksumMismatchError,
    LengthExceededError,
    LengthRefusedError,
    OffsetMismatchError,
    UploadExpiredError,
)
from domain.upload.upload import UploadStatus
from domain.video.container import UnsupportedContainerError
from tests.application.platform import MP4, Platform, chunks
from tests.application.uploads.sender import FILE, Connection, send, sha256_of, start


@pytest.mark.parametrize("size", [1000, 65_536, 70_001, len(FILE)])
async def test_P28_chunks_of_any_size_become_the_file(platform: Platform, size: int) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor, title="Bikes")
    for at in range(0, len(FILE), size):
        upload = await send(platform, actor, upload.id, at, FILE[at : at + size])

    assert upload.status is UploadStatus.FINISHED
    assert upload.made_video_id is not None
    video = (await platform.app.get_video(actor, upload.made_video_id)).video
    assert (video.title, video.filename) == ("Bikes", "bikes.mp4")
    assert video.sha256 == hashlib.sha256(FILE).hexdigest()
    source = await platform.app.open_source(actor, video.id)
    assert b"".join([piece async for piece in source.file.read()]) == FILE
    assert await platform.work_through() == 1


async def test_P28_what_arrived_before_a_cut_counts(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    connection = Connection()
    connection.put(FILE[:70_000])
    connection.put(FILE[70_000:70_003])
    connection.cut()

    with pytest.raises(ConnectionResetError):
        await platform.app.append_chunk(actor, upload.id, Chunk(0, connection.content()))

    assert (await platform.app.find_offset(actor, upload.id)).offset_bytes == 70_003
    assert (await send(platform, actor, upload.id, 70_003, FILE[70_003:])).is_complete


async def test_P28_a_cut_behind_the_last_byte_leaves_that_byte_to_be_sent_again(
    platform: Platform,
) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    connection = Connection()
    connection.put(FILE)
    connection.cut()

    with pytest.raises(ConnectionResetError):
        await platform.app.append_chunk(actor, upload.id, Chunk(0, connection.content()))

    assert (await platform.app.find_offset(actor, upload.id)).offset_bytes == len(FILE) - 1
    assert (await send(platform, actor, upload.id, len(FILE) - 1, FILE[-1:])).is_complete


@pytest.mark.parametrize("at", [1, 999, 1001, 5000])
async def test_P28_another_offset_is_refused(platform: Platform, at: int) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    await send(platform, actor, upload.id, 0, FILE[:1000])

    with pytest.raises(OffsetMismatchError):
        await send(platform, actor, upload.id, at, b"x")


async def test_P28_a_chunk_with_a_wrong_checksum_is_dropped(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    await send(platform, actor, upload.id, 0, FILE[:1000], sha256_of(FILE[:1000]))

    with pytest.raises(ChecksumMismatchError):
        await send(platform, actor, upload.id, 1000, b"damaged", sha256_of(FILE[1000:]))

    assert (await platform.app.find_offset(actor, upload.id)).offset_bytes == 1000
    rest = FILE[1000:]
    sha1 = Checksum("sha1", hashlib.sha1(rest, usedforsecurity=False).digest())
    assert (await send(platform, actor, upload.id, 1000, rest, sha1)).is_complete


async def test_P28_a_chunk_that_cannot_be_verified_does_not_count(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    connection = Connection()
    connection.put(FILE[:70_000])
    connection.cut()
    chunk = Chunk(0, connection.content(), checksums=(sha256_of(FILE),))

    with pytest.raises(ConnectionResetError):
        await platform.app.append_chunk(actor, upload.id, chunk)

    assert (await platform.app.find_offset(actor, upload.id)).offset_bytes == 0


async def test_T36_more_bytes_than_announced_are_refused(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)

    with pytest.raises(LengthExceededError):
        await send(platform, actor, upload.id, 0, FILE + b"x")
    assert (await platform.app.find_offset(actor, upload.id)).offset_bytes == 0
    unannounced = Chunk(0, chunks(FILE + b"x", len(FILE)))
    with pytest.raises(LengthExceededError):
        await platform.app.append_chunk(actor, upload.id, unannounced)
    assert (await platform.app.find_offset(actor, upload.id)).offset_bytes < len(FILE)
    assert await platform.app.finish_forgotten() == 0


async def test_P28_the_last_chunk_makes_one_video_however_often_it_is_repeated(
    platform: Platform,
) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    await send(platform, actor, upload.id, 0, FILE[:1000])
    finished = await send(platform, actor, upload.id, 1000, FILE[1000:])

    assert await send(platform, actor, upload.id, 1000, FILE[1000:]) == finished
    assert await send(platform, actor, upload.id, len(FILE), b"") == finished
    for at, content in [(0, FILE[:1000]), (1000, FILE[1000:2000]), (999, FILE[1000:])]:
        with pytest.raises(OffsetMismatchError):
            await send(platform, actor, upload.id, at, content)
    assert (await platform.videos.usage(actor.user_id)).videos == 1


@pytest.mark.parametrize("size", [10, len(FILE)])
async def test_P21_what_is_no_video_is_refused_and_gone(platform: Platform, size: int) -> None:
    actor = await platform.somebody()
    text = b"only text " * (len(FILE) // 10)
    upload = await start(platform, actor, len(text[:size]))

    with pytest.raises(UnsupportedContainerError):
        await send(platform, actor, upload.id, 0, text[:size])

    with pytest.raises(UploadNotFoundError):
        await platform.app.get_upload(actor, upload.id)
    assert await platform.staged() == []


async def test_P21_what_is_no_video_is_noticed_across_chunks(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    await send(platform, actor, upload.id, 0, b"text" * 10_000)

    with pytest.raises(UnsupportedContainerError):
        await send(platform, actor, upload.id, 40_000, FILE[40_000:70_000])


async def test_a_file_that_is_not_what_was_announced_is_gone(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor, expected_sha256="00" * 32)

    with pytest.raises(ChecksumMismatchError):
        await send(platform, actor, upload.id, 0, FILE)

    assert await platform.staged() == []
    right = await start(platform, actor, expected_sha256=hashlib.sha256(FILE).hexdigest())
    assert (await send(platform, actor, right.id, 0, FILE)).made_video_id is not None


async def test_P28_a_length_may_be_declared_later(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor, None)
    await send(platform, actor, upload.id, 0, FILE[:1000])
    end = Chunk(1000, chunks(FILE[1000:]), length_bytes=len(FILE))

    assert (await platform.app.append_chunk(actor, upload.id, end)).made_video_id is not None


@pytest.mark.parametrize(
    ("length_bytes", "error"),
    [(0, EmptyFileError), (999, LengthRefusedError), (10**12, FileTooLargeError)],
)
async def test_a_length_that_cannot_be_is_refused(
    platform: Platform, length_bytes: int, error: type[Exception]
) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor, None)
    await send(platform, actor, upload.id, 0, FILE[:1000])

    chunk = Chunk(1000, chunks(b""), length_bytes=length_bytes)
    with pytest.raises(error):
        await platform.app.append_chunk(actor, upload.id, chunk)


async def test_P24_without_a_length_the_limits_hold_all_the_same(platform: Platform) -> None:
    platform.limit_uploads(max_upload_bytes=1000)
    actor = await platform.somebody()
    upload = await start(platform, actor, None)
    with pytest.raises(FileTooLargeError):
        await send(platform, actor, upload.id, 0, FILE)

    platform.limit_uploads(user_quota_bytes=1000)
    actor = await platform.somebody()
    upload = await start(platform, actor, None)
    with pytest.raises(QuotaExceededError):
        await send(platform, actor, upload.id, 0, FILE)


async def test_T16_anothers_upload_does_not_exist(platform: Platform) -> None:
    ada, eve = await platform.somebody(), await platform.somebody()
    upload = await start(platform, ada)

    for touching in (
        send(platform, eve, upload.id, 0, MP4),
        platform.app.find_offset(eve, upload.id),
        platform.app.get_upload(eve, upload.id),
        platform.app.terminate_upload(eve, upload.id),
    ):
        with pytest.raises(UploadNotFoundError):
            await touching


async def test_P28_an_expired_upload_takes_no_bytes(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    platform.clock.advance(upload.expires_at - platform.clock.now())

    for touching in (
        send(platform, actor, upload.id, 0, MP4),
        platform.app.find_offset(actor, upload.id),
        platform.app.terminate_upload(actor, upload.id),
    ):
        with pytest.raises(UploadExpiredError):
            await touching
    assert (await platform.app.get_upload(actor, upload.id)).status is UploadStatus.EXPIRED
