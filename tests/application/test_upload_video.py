"""Taking files in."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from application.errors import StorageFullError
from application.use_cases.videos.upload_errors import (
    EmptyFileError,
    FileTooLargeError,
    QuotaExceededError,
    TooManyUploadsError,
)
from application.use_cases.videos.upload_session import UploadSession
from application.use_cases.videos.upload_video import UploadVideoRequest
from domain.errors import PlatformError
from domain.video.container import UnsupportedContainerError
from domain.video.lifecycle import VideoStatus
from domain.violations import ValidationFailedError
from tests.application.platform import MP4, Platform, chunks


async def test_P20_an_upload_is_a_video_in_processing(platform: Platform) -> None:
    actor = await platform.somebody()
    view = await platform.app.upload_video(
        actor, UploadVideoRequest(" Bikes ", "../bikes.mp4", chunks(MP4), "Two\nlines")
    )
    video = view.video
    assert video.status is VideoStatus.PROCESSING
    assert (video.title, video.filename) == ("Bikes", "bikes.mp4")
    assert video.description is not None
    assert video.size_bytes == len(MP4)
    assert view.grant is None
    assert (await platform.app.get_video(actor, video.id)).video == video


@pytest.mark.parametrize("size", [1, 3, 1000, 65_536, 10_000_000])
async def test_the_bytes_arrive_whole_however_they_are_cut(platform: Platform, size: int) -> None:
    actor = await platform.somebody()
    content = MP4 + bytes(200_000) if size > 3 else MP4
    view = await platform.app.upload_video(
        actor, UploadVideoRequest("Bikes", "bikes.mp4", chunks(content, size))
    )
    source = await platform.app.open_source(actor, view.video.id)
    assert b"".join([piece async for piece in source.file.read()]) == content


@pytest.mark.parametrize("order", ["title first", "file first"])
async def test_P20_fields_come_in_any_order(platform: Platform, order: str) -> None:
    actor = await platform.somebody()
    async with platform.app.upload_video.open(actor) as upload:
        if order == "title first":
            upload.set_title("Bikes")
            await upload.receive("bikes.mp4", chunks(MP4))
        else:
            await upload.receive("bikes.mp4", chunks(MP4))
            upload.set_title("Bikes")
        assert (await platform.app.upload_video.finish(actor, upload)).video.title == "Bikes"


async def _refusal(platform: Platform, title: str, content: bytes) -> PlatformError:
    with pytest.raises(PlatformError) as caught:
        await platform.app.upload_video(
            await platform.somebody(), UploadVideoRequest(title, "a.mp4", chunks(content, 1000))
        )
    return caught.value


@pytest.mark.parametrize(
    ("title", "content", "error"),
    [
        ("Bikes", b"", EmptyFileError),
        ("Bikes", b"only text", UnsupportedContainerError),
        ("Bikes", b"only text" * 20_000, UnsupportedContainerError),
        ("", MP4, ValidationFailedError),
        ("x" * 201, MP4, ValidationFailedError),
    ],
)
async def test_P26_a_refused_upload_leaves_nothing(
    platform: Platform, title: str, content: bytes, error: type[PlatformError]
) -> None:
    assert isinstance(await _refusal(platform, title, content), error)
    assert await platform.staged() == []


async def test_P26_a_broken_off_upload_leaves_nothing(platform: Platform) -> None:
    async def breaks_off() -> AsyncIterator[bytes]:
        yield MP4 * 30_000
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await platform.app.upload_video(
            await platform.somebody(), UploadVideoRequest("Bikes", "a.mp4", breaks_off())
        )
    assert await platform.staged() == []


async def test_what_is_missing_is_told_together(platform: Platform) -> None:
    actor = await platform.somebody()
    with pytest.raises(ValidationFailedError) as caught:
        async with platform.app.upload_video.open(actor) as upload:
            await platform.app.upload_video.finish(actor, upload)
    assert [fault.field for fault in caught.value.violations] == ["video", "title"]


async def _set_title(upload: UploadSession) -> None:
    upload.set_title("Bikes")


async def _set_description(upload: UploadSession) -> None:
    upload.set_description("Two wheels")


async def _receive(upload: UploadSession) -> None:
    await upload.receive("a.mp4", chunks(MP4))


@pytest.mark.parametrize(
    ("field", "send"),
    [("video", _receive), ("title", _set_title), ("description", _set_description)],
)
async def test_P20_nothing_is_taken_twice(
    platform: Platform, field: str, send: Callable[[UploadSession], Awaitable[None]]
) -> None:
    async with platform.app.upload_video.open(await platform.somebody()) as upload:
        await send(upload)
        with pytest.raises(ValidationFailedError) as caught:
            await send(upload)
    assert [fault.field for fault in caught.value.violations] == [field]
    assert await platform.staged() == []


async def test_P24_a_larger_file_is_refused_while_streaming(platform: Platform) -> None:
    platform.limit_uploads(max_upload_bytes=100)
    assert isinstance(await _refusal(platform, "Bikes", MP4 + bytes(100)), FileTooLargeError)
    assert await platform.staged() == []


async def test_P24_an_announced_length_is_refused_before_its_bytes(platform: Platform) -> None:
    platform.limit_uploads(max_upload_bytes=100, user_quota_bytes=50)
    actor = await platform.somebody()
    for declared, error in [(101, FileTooLargeError), (51, QuotaExceededError)]:
        with pytest.raises(error):
            async with platform.app.upload_video.open(actor, declared):
                pytest.fail("it was taken")


async def test_P24_the_quota_counts_what_is_kept(platform: Platform) -> None:
    platform.limit_uploads(user_quota_bytes=len(MP4) + 10)
    actor = await platform.somebody()
    await platform.upload(actor)
    with pytest.raises(QuotaExceededError):
        await platform.upload(actor)
    await platform.upload(await platform.somebody())


async def test_P24_a_full_disk_is_noticed_before_the_bytes(platform: Platform) -> None:
    platform.limit_uploads(min_free_bytes=2**60)
    platform.staging.room_bytes = 2**50
    with pytest.raises(StorageFullError):
        await platform.upload(await platform.somebody())


async def test_one_user_uploads_so_many_files_at_once(platform: Platform) -> None:
    platform.limit_uploads(max_concurrent_per_user=2)
    actor = await platform.somebody()
    gate = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield MP4
        await gate.wait()

    async def upload() -> object:
        return await platform.app.upload_video(actor, UploadVideoRequest("Bikes", "a.mp4", slow()))

    running = [asyncio.create_task(upload()) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(TooManyUploadsError):
        await platform.upload(actor)
    gate.set()
    await asyncio.gather(*running)
    await platform.upload(actor)


async def test_T27_a_store_that_does_not_answer_keeps_the_bytes(platform: Platform) -> None:
    actor = await platform.somebody()
    platform.videos.break_next_write_after_it_is_done()
    with pytest.raises(PlatformError):
        await platform.upload(actor)
    assert len(await platform.staged()) == 1
    assert await platform.work_through() == 1
