"""What an upload takes of its owner's quota, and how it ends when nobody goes on."""

import asyncio
from datetime import timedelta

import pytest

from application.errors import StorageFullError, StoreUnavailableError, UploadNotFoundError
from application.use_cases.uploads.chunk import Chunk
from application.use_cases.uploads.start_upload import StartUploadRequest
from application.use_cases.videos.upload_errors import (
    EmptyFileError,
    FileTooLargeError,
    QuotaExceededError,
    TooManyUploadsError,
)
from domain.upload.errors import ChecksumMismatchError, UploadExpiredError
from domain.upload.upload import Upload, UploadStatus
from domain.violations import ValidationFailedError
from tests.application.platform import Platform, chunks
from tests.application.uploads.sender import FILE, send, sha256_of, start


@pytest.mark.parametrize(
    ("title", "filename", "expected"),
    [
        ("Bikes", "x.mp4", "Bikes"),
        (None, "../My bikes.final.mp4", "My bikes.final"),
        (None, ".mp4", ".mp4"),
        (None, "", "video"),
        (None, "x" * 300 + ".mp4", "x" * 200),
    ],
)
async def test_a_title_that_is_missing_is_the_name_of_the_file(
    platform: Platform, title: str | None, filename: str, expected: str
) -> None:
    request = StartUploadRequest(5, title, filename=filename)
    upload = await platform.app.start_upload(await platform.somebody(), request)

    assert upload.details.title == expected


async def test_every_fault_of_the_fields_is_told(platform: Platform) -> None:
    with pytest.raises(ValidationFailedError) as caught:
        await start(platform, await platform.somebody(), title="x" * 201, description="a\0")
    assert [fault.field for fault in caught.value.violations] == ["title", "description"]


async def test_P24_the_length_is_judged_before_any_byte(platform: Platform) -> None:
    platform.limit_uploads(max_upload_bytes=100, user_quota_bytes=50)
    actor = await platform.somebody()
    for length_bytes, error in [
        (0, EmptyFileError),
        (101, FileTooLargeError),
        (51, QuotaExceededError),
    ]:
        with pytest.raises(error):
            await start(platform, actor, length_bytes)
    platform.limit_uploads(min_free_bytes=10)
    platform.staging.room_bytes = 14
    with pytest.raises(StorageFullError):
        await start(platform, await platform.somebody(), 5)


async def test_P24_a_disk_that_has_filled_up_is_noticed_before_the_bytes(
    platform: Platform,
) -> None:
    platform.limit_uploads(min_free_bytes=10)
    actor = await platform.somebody()
    upload = await start(platform, actor)
    platform.staging.room_bytes = len(FILE)
    with pytest.raises(StorageFullError):
        await send(platform, actor, upload.id, 0, FILE)
    assert (await send(platform, actor, upload.id, 0, FILE[:1000])).offset_bytes == 1000


async def test_P24_open_uploads_reserve_their_length_until_they_end(platform: Platform) -> None:
    platform.limit_uploads(user_quota_bytes=2 * len(FILE))
    actor = await platform.somebody()
    first = await start(platform, actor)
    second = await start(platform, actor)
    with pytest.raises(QuotaExceededError):
        await start(platform, actor, 1)
    with pytest.raises(QuotaExceededError):
        await platform.upload(actor)

    await platform.app.terminate_upload(actor, first.id)
    await send(platform, actor, second.id, 0, FILE)
    await start(platform, actor)
    with pytest.raises(QuotaExceededError):
        await start(platform, actor, 1)

    platform.clock.advance(timedelta(days=1))
    await start(platform, actor)


async def test_P24_open_uploads_count_as_videos(platform: Platform) -> None:
    platform.limit_uploads(user_max_videos=2)
    actor = await platform.somebody()
    await platform.upload(actor)
    await start(platform, actor)
    with pytest.raises(QuotaExceededError):
        await start(platform, actor)
    with pytest.raises(QuotaExceededError):
        await platform.upload(actor)


async def test_a_user_opens_so_many_uploads_and_no_more(platform: Platform) -> None:
    platform.limit_uploads(max_open=3)
    actor = await platform.somebody()

    answers = await asyncio.gather(
        *(start(platform, actor) for _ in range(10)), return_exceptions=True
    )

    assert sum(isinstance(answer, TooManyUploadsError) for answer in answers) == 7
    finished = next(answer for answer in answers if isinstance(answer, Upload))
    await send(platform, actor, finished.id, 0, FILE)
    await start(platform, actor)
    await start(platform, await platform.somebody())


async def test_a_terminated_upload_leaves_nothing(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    await send(platform, actor, upload.id, 0, FILE[:1000])

    await platform.app.terminate_upload(actor, upload.id)

    assert await platform.staged() == []
    with pytest.raises(UploadNotFoundError):
        await platform.app.terminate_upload(actor, upload.id)


async def test_terminating_a_finished_upload_leaves_its_video(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    await send(platform, actor, upload.id, 0, FILE)

    await platform.app.terminate_upload(actor, upload.id)

    await platform.app.get_video(actor, upload.video_id)
    assert await platform.work_through() == 1


async def test_P39_the_sweep_spares_open_uploads_and_ends_expired_ones(
    platform: Platform,
) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    await send(platform, actor, upload.id, 0, FILE[:1000])
    platform.clock.advance(timedelta(hours=23))
    assert (await platform.app.sweep_abandoned()).staged_files == 0
    assert await platform.staged() == [upload.staged_id]

    platform.clock.advance(timedelta(hours=1))
    dry = await platform.app.sweep_abandoned(dry_run=True)
    assert (await platform.app.sweep_abandoned()).uploads == dry.uploads == 1
    assert await platform.staged() == []
    with pytest.raises(UploadExpiredError):
        await platform.app.find_offset(actor, upload.id)

    platform.clock.advance(timedelta(days=1))
    assert (await platform.app.sweep_abandoned()).uploads == 0
    with pytest.raises(UploadNotFoundError):
        await platform.app.get_upload(actor, upload.id)


async def test_P39_a_finished_upload_expires_and_its_video_stays(platform: Platform) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    await send(platform, actor, upload.id, 0, FILE)
    platform.clock.advance(timedelta(days=1))
    await platform.app.sweep_abandoned()

    expired = await platform.app.get_upload(actor, upload.id)

    assert (expired.status, expired.made_video_id) == (UploadStatus.EXPIRED, upload.video_id)
    assert await platform.work_through() == 1


@pytest.mark.parametrize("days", [0, 3])
async def test_T27_an_upload_that_has_arrived_becomes_a_video_without_its_client(
    platform: Platform, days: int
) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    platform.videos.break_next_write_after_it_is_done()
    with pytest.raises(StoreUnavailableError):
        await send(platform, actor, upload.id, 0, FILE)
    platform.clock.advance(timedelta(days=days))
    await platform.app.sweep_abandoned()

    assert await platform.app.finish_forgotten() == 1
    assert await platform.app.finish_forgotten() == 0

    found = await platform.app.get_upload(actor, upload.id)
    assert (found.status, found.made_video_id) == (UploadStatus.FINISHED, upload.video_id)
    assert (await platform.videos.usage(actor.user_id)).videos == 1
    assert await platform.work_through() == 1


@pytest.mark.parametrize("asking", ["offset", "last chunk", "end"])
async def test_T27_whoever_asks_next_finishes_what_has_arrived(
    platform: Platform, asking: str
) -> None:
    actor = await platform.somebody()
    upload = await start(platform, actor)
    platform.videos.refuse_next_write()
    with pytest.raises(StoreUnavailableError):
        await send(platform, actor, upload.id, 0, FILE)

    match asking:
        case "offset":
            await platform.app.find_offset(actor, upload.id)
        case "last chunk":
            await send(platform, actor, upload.id, 0, FILE)
        case _:
            await platform.app.terminate_upload(actor, upload.id)

    await platform.app.get_video(actor, upload.video_id)
    assert (await platform.videos.usage(actor.user_id)).videos == 1


async def test_an_upload_begins_with_its_first_chunk(platform: Platform) -> None:
    actor = await platform.somebody()
    request = StartUploadRequest(len(FILE))

    begun = await platform.app.start_with_chunk(actor, request, Chunk(0, chunks(FILE[:1000])))
    assert begun.offset_bytes == 1000
    whole = await platform.app.start_with_chunk(actor, request, Chunk(0, chunks(FILE)))
    assert whole.made_video_id is not None


async def test_an_upload_whose_first_chunk_is_refused_leaves_nothing(platform: Platform) -> None:
    actor = await platform.somebody()
    wrong = Chunk(0, chunks(FILE), checksums=(sha256_of(b"other"),))

    with pytest.raises(ChecksumMismatchError):
        await platform.app.start_with_chunk(actor, StartUploadRequest(len(FILE)), wrong)

    assert await platform.staged() == []
    assert (await platform.uploads.usage(actor.user_id, platform.clock.now())).count == 0
