"""Direct uploads that the engine tells of."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from application.actor import Actor
from application.errors import ServiceUnavailableError, VideoNotFoundError
from application.ports.engine_reports import Arrival
from application.use_cases.videos.upload_errors import QuotaExceededError
from domain.ids import UserId
from domain.upload.errors import UploadElsewhereError
from domain.upload.upload import UploadStatus
from domain.video.failure import FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.original import SourcePlace
from tests.application.uploads.direct.platform import SIZE_BYTES, DirectPlatform
from tests.builders import an_id


async def test_P45_a_video_appears_once_when_the_engine_tells_of_it(
    platform: DirectPlatform, ada: Actor
) -> None:
    upload = await platform.begins(ada)
    assert await platform.titles(ada) == []

    platform.receives(upload, 900)
    for _ in range(3):
        await platform.tells(upload, 900)

    video = await platform.videos.get(upload.video_id)
    assert (video.source.size_bytes, video.source.place) == (900, SourcePlace.HOSTED)
    assert await platform.titles(ada) == ["Bikes"]
    seen = await platform.app.get_upload(ada, upload.id)
    assert (seen.status, seen.made_video_id) == (UploadStatus.FINISHED, video.id)
    assert platform.direct.arrivals
    await platform.app.process_video("worker")
    await platform.hears(video)
    await platform.app.process_video("worker")
    assert (await platform.videos.get(video.id)).status is VideoStatus.READY


async def test_P45_many_messages_at_once_make_one_video(
    platform: DirectPlatform, ada: Actor
) -> None:
    upload = await platform.begins(ada)
    platform.receives(upload)

    await asyncio.gather(*(platform.tells(upload) for _ in range(10)))

    assert await platform.titles(ada) == ["Bikes"]
    assert platform.direct.arrivals


async def test_P24_a_direct_upload_reserves_what_it_declares(
    platform: DirectPlatform, ada: Actor
) -> None:
    user = await platform.users.get(ada.user_id)
    limited = replace(user, quota_bytes=1500, version=user.version + 1)
    await platform.users.update(ada.user_id, lambda _: limited)
    await platform.begins(ada)

    with pytest.raises(QuotaExceededError):
        await platform.begins(ada)

    platform.clock.advance(timedelta(hours=2, seconds=1))
    await platform.begins(ada)


@pytest.mark.parametrize("size_bytes", [SIZE_BYTES + 1, 0])
async def test_T42_what_is_longer_than_announced_is_removed(
    platform: DirectPlatform, ada: Actor, size_bytes: int
) -> None:
    upload = await platform.begins(ada)
    platform.receives(upload, size_bytes)

    await platform.tells(upload, size_bytes)

    assert await platform.titles(ada) == []
    assert platform.direct.arrivals == {}
    seen = await platform.app.get_upload(ada, upload.id)
    assert (seen.status, seen.made_video_id) == (UploadStatus.EXPIRED, None)


async def test_T42_what_is_no_video_is_removed(platform: DirectPlatform, ada: Actor) -> None:
    upload = await platform.begins(ada)
    platform.direct.arrivals[upload.video_id] = Arrival(10, is_video=False, kind="raw")

    await platform.sweeps_after(timedelta(minutes=5))

    assert platform.direct.arrivals == {}
    seen = await platform.app.get_upload(ada, upload.id)
    assert seen.status is UploadStatus.EXPIRED


async def test_T42_a_form_that_is_posted_again_after_its_video_went_makes_nothing(
    platform: DirectPlatform, ada: Actor
) -> None:
    upload = await platform.made_video(ada)
    await platform.app.delete_video(ada, upload.video_id)
    platform.clock.advance(timedelta(minutes=11))
    await platform.app.remove_deleted()

    platform.receives(upload)
    await platform.tells(upload)

    assert await platform.titles(ada) == []
    assert platform.direct.arrivals == {}


@pytest.mark.parametrize("is_told", [True, False])
async def test_T42_a_form_that_is_posted_again_after_its_video_failed_leaves_nothing(
    platform: DirectPlatform, ada: Actor, *, is_told: bool
) -> None:
    upload = await platform.made_video(ada)
    await platform.app.process_video("worker")
    await platform.hears(await platform.videos.get(upload.video_id), FailureCode.NOT_A_VIDEO)
    await platform.app.process_video("worker")
    assert (await platform.videos.get(upload.video_id)).status is VideoStatus.FAILED

    platform.receives(upload, 10**9)
    if is_told:
        await platform.tells(upload, 10**9)
    else:
        await platform.sweeps_daily(2)

    assert platform.direct.arrivals == {}


async def test_T42_a_message_in_anothers_name_makes_nothing(
    platform: DirectPlatform, ada: Actor
) -> None:
    upload = await platform.begins(ada)

    await platform.tells(upload, owner_id=an_id(UserId))

    assert await platform.titles(ada) == []
    assert (await platform.app.get_upload(ada, upload.id)).status is UploadStatus.OPEN


async def test_what_cannot_be_removed_is_to_be_told_again(
    platform: DirectPlatform, ada: Actor
) -> None:
    upload = await platform.begins(ada)
    platform.receives(upload, 2000)
    platform.direct.is_away = True

    with pytest.raises(ServiceUnavailableError):
        await platform.tells(upload, 2000)

    platform.direct.is_away = False
    await platform.tells(upload, 2000)
    assert platform.direct.arrivals == {}


async def test_an_upload_that_is_given_up_leaves_nothing(
    platform: DirectPlatform, ada: Actor
) -> None:
    upload = await platform.begins(ada)
    await platform.app.terminate_upload(ada, upload.id)

    platform.receives(upload)
    await platform.tells(upload)

    assert platform.direct.arrivals == {}
    with pytest.raises(VideoNotFoundError):
        await platform.videos.get(upload.video_id)
    assert (await platform.app.get_upload(ada, upload.id)).status is UploadStatus.EXPIRED
    assert (await platform.uploads.usage(ada.user_id, platform.clock.now())).count == 0


async def test_its_bytes_are_not_taken_here(platform: DirectPlatform, ada: Actor) -> None:
    upload = await platform.begins(ada)

    with pytest.raises(UploadElsewhereError):
        async with platform.turns.take(upload.id):
            pytest.fail("somebody may write")
