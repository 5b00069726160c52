"""The batch is waited for, by whichever way its end is told."""

import json
from datetime import timedelta

import pytest

from adapters.media.cloudinary.bookmark import Bookmark
from adapters.media.cloudinary.hosted_place import HostedPlace
from domain.video.failure import FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.video import Video
from tests.adapters.media.cloudinary.cloud_platform import CloudPlatform
from tests.adapters.media.cloudinary.hosting import CHANNEL
from tests.services.cloudinary.notifications import Notification
from tests.services.cloudinary.stand_in import CloudinaryStandIn

_HALF_AN_HOUR = timedelta(minutes=30)


async def _accepted(platform: CloudPlatform) -> Video:
    video = await platform.uploaded()
    await platform.app.process_video("worker")
    return await platform.videos.get(video.id)


async def test_what_was_made_is_published_with_its_sizes(platform: CloudPlatform) -> None:
    video = await platform.ended(await platform.uploaded())

    assert video.complete
    assert video.publication is not None
    names = [(rung.name, rung.width_px) for rung in video.publication.renditions]
    assert names == [("480p", 854), ("144p", 256)]
    assert video.publication.has_thumbnail
    assert (video.placeholder or "").startswith("data:image/webp;base64,")
    assert video.source_info is not None
    assert (video.source_info.width_px, video.source_info.height_px) == (854, 480)
    place = HostedPlace.read(video.publication.hosted_as or "")
    assert (place.public_id, place.profile) == (f"{video.owner_id}/{video.id}", "full_hd")


async def test_without_notifications_delivery_is_looked_at(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.notifier.mode = "drop"

    video = await platform.ended(await platform.uploaded())

    assert video.status is VideoStatus.READY
    assert video.publication is not None
    assert video.publication.has_thumbnail
    assert cloudinary_stand_in.of_kind("resource") == []


@pytest.mark.parametrize("backwards", [False, True], ids=["in order", "reversed"])
async def test_P45_notifications_three_times_and_in_any_order(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn, *, backwards: bool
) -> None:
    cloudinary_stand_in.notifier.mode = "hold"
    cloudinary_stand_in.processing.pause()
    video = await _accepted(platform)
    cloudinary_stand_in.processing.resume()
    cloudinary_stand_in.processing.wait()
    cloudinary_stand_in.notifier.release(times=3, backwards=backwards)

    ended = await platform.ended(video)
    await platform.work_on()

    assert ended.status is VideoStatus.READY
    assert await platform.videos.get(video.id) == ended


async def test_a_stream_that_cannot_be_made_is_failed_and_not_kept(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.processing.failing.append("m3u8")

    ended = await platform.ended(await platform.uploaded())

    assert ended.failure is not None
    assert ended.failure.code is FailureCode.NOT_A_VIDEO
    assert len(cloudinary_stand_in.assets) == 0


async def test_a_stream_that_cannot_be_made_is_noticed_without_notifications(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.notifier.mode = "drop"
    cloudinary_stand_in.processing.failing.append("m3u8")

    ended = await platform.ended(await platform.uploaded())

    assert ended.failure is not None
    assert ended.failure.code is FailureCode.NOT_A_VIDEO


async def test_a_batch_that_failed_on_their_side_is_asked_for_once_more(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.processing.lost = True
    video = await _accepted(platform)
    page = Bookmark.read(video.bookmark)
    assert page is not None
    failed = {"transformation": "sp_full_hd/m3u8", "status": "failed", "reason": "Try later"}
    told = {
        "notification_type": "eager",
        "public_id": f"{video.owner_id}/{video.id}",
        "batch_id": page.batch_id,
        "eager": [failed],
    }
    message = Notification(f"poll://{CHANNEL}", json.dumps(told).encode())
    cloudinary_stand_in.notifier.send(message)
    cloudinary_stand_in.processing.lost = False

    ended = await platform.ended(video)

    assert ended.status is VideoStatus.READY
    assert len(cloudinary_stand_in.of_kind("explicit")) == 1


@pytest.mark.parametrize("format_", ["jpg", "webp"])
async def test_a_picture_that_cannot_be_made_leaves_the_video_playable(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn, format_: str
) -> None:
    cloudinary_stand_in.processing.failing.append(format_)

    ended = await platform.ended(await platform.uploaded())

    assert ended.status is VideoStatus.READY
    assert ended.publication is not None
    made = {"jpg": ended.publication.has_thumbnail, "webp": ended.placeholder is not None}
    assert not made.pop(format_)
    assert all(made.values())


async def test_a_picture_that_is_too_large_for_the_record_is_no_placeholder(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.processing.pause()
    video = await _accepted(platform)
    cloudinary_stand_in.processing.resume()
    cloudinary_stand_in.processing.wait()
    (asset,) = cloudinary_stand_in.assets
    (picture,) = (made for made in asset.derived.values() if made.format == "webp")
    assert picture.file is not None
    picture.file.write_bytes(bytes(5000))

    assert (await platform.ended(video)).placeholder is None


@pytest.mark.parametrize("format_", ["jpg", "webp"])
async def test_a_picture_that_never_comes_does_not_hold_the_video_back(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn, format_: str
) -> None:
    cloudinary_stand_in.notifier.mode = "drop"
    cloudinary_stand_in.processing.pause()
    video = await _accepted(platform)
    cloudinary_stand_in.processing.resume()
    cloudinary_stand_in.processing.wait()
    (asset,) = cloudinary_stand_in.assets
    (picture,) = (made for made in asset.derived.values() if made.format == format_)
    picture.state = "processing"

    ended = await platform.ended(video)

    assert ended.status is VideoStatus.READY
    assert ended.publication is not None
    assert ended.publication.has_thumbnail is (format_ != "jpg")
    assert (ended.placeholder is None) is (format_ == "webp")
    assert platform.clock.now() - video.created_at < timedelta(minutes=3)


async def test_while_it_is_processed_it_is_looked_at_more_and_more_rarely(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.processing.pause()
    await _accepted(platform)

    for _ in range(60):
        await platform.work_on()
        platform.clock.advance(timedelta(minutes=1))

    assert len(cloudinary_stand_in.of_kind("manifest")) < 20
    assert cloudinary_stand_in.of_kind("resource") == []


async def test_an_asset_that_was_removed_in_the_console_is_sent_again(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.processing.lost = True
    video = await _accepted(platform)
    (asset,) = cloudinary_stand_in.assets
    cloudinary_stand_in.assets.remove(asset.key)
    cloudinary_stand_in.processing.lost = False
    platform.clock.advance(_HALF_AN_HOUR)

    ended = await platform.ended(video)

    assert ended.status is VideoStatus.READY
    assert len(cloudinary_stand_in.assets) == 1


async def test_P29_what_never_ends_is_given_up(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.processing.lost = True
    video = await _accepted(platform)
    platform.clock.advance(timedelta(hours=6, minutes=1))

    await platform.app.requeue_stalled()

    expired = await platform.videos.get(video.id)
    assert expired.failure is not None
    assert expired.failure.code is FailureCode.PROCESSING_EXPIRED


async def test_a_retry_takes_up_the_asset_that_is_there(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.processing.lost = True
    video = await _accepted(platform)
    platform.clock.advance(timedelta(hours=6, minutes=1))
    await platform.app.requeue_stalled()
    cloudinary_stand_in.processing.lost = False
    chunks = len(cloudinary_stand_in.of_kind("chunk"))

    await platform.videos.update(video.id, lambda stored: stored.retry(platform.clock.now()))
    ended = await platform.ended(video)

    assert ended.status is VideoStatus.READY
    assert len(cloudinary_stand_in.of_kind("chunk")) == chunks
