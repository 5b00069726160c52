"""A source arrives once, whatever is interrupted."""

import asyncio
from datetime import timedelta

import pytest

from adapters.media.cloudinary.bookmark import Bookmark
from domain.video.failure import FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.video import Video
from tests.adapters.media.cloudinary.cloud_platform import CloudPlatform
from tests.adapters.media.cloudinary.hosting import CHUNK_BYTES
from tests.media.clips import H264, Studio
from tests.polling import eventually
from tests.services.cloudinary.faults import HTML_ERROR, LOST_ANSWER, SILENCE, Fault, Way, told
from tests.services.cloudinary.stand_in import CloudinaryStandIn


def _ranges(stand_in: CloudinaryStandIn) -> list[str]:
    return [call.headers["Content-Range"] for call in stand_in.of_kind("chunk")]


def _short_clip(studio: Studio) -> bytes:
    """Return a clip of less than a chunk."""
    short = studio.clip("short.mp4", *H264, size="160x90", seconds=0.5, sound_seconds=0)
    content = short.read_bytes()
    assert len(content) < CHUNK_BYTES
    return content


async def _page_of(platform: CloudPlatform, video: Video) -> Bookmark:
    page = Bookmark.read((await platform.videos.get(video.id)).bookmark)
    assert page is not None
    return page


async def test_an_asset_has_the_name_and_the_type_that_only_its_owner_opens(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    video = await platform.ended(await platform.uploaded())

    (asset,) = cloudinary_stand_in.assets
    assert asset.key == ("video", "authenticated", f"{video.owner_id}/{video.id}")
    assert asset.original.read_bytes() == platform.clip
    assert asset.filename == "video"


async def test_a_file_of_one_chunk_goes_up_in_one_request(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn, studio: Studio
) -> None:
    platform.clip = _short_clip(studio)
    cloudinary_stand_in.processing.pause()
    video = await platform.uploaded()

    await platform.app.process_video("worker")

    assert _ranges(cloudinary_stand_in) == []
    assert len(cloudinary_stand_in.of_kind("upload")) == 1
    assert (await _page_of(platform, video)).version


async def test_P25_a_worker_that_dies_leaves_one_chunk_to_repeat(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.faults.add("chunk", SILENCE, after=2)
    video = await platform.uploaded()
    work = asyncio.create_task(platform.app.process_video("worker"))

    async def is_sending_the_third() -> bool:
        return len(_ranges(cloudinary_stand_in)) == 3

    await eventually(is_sending_the_third)
    work.cancel()
    await asyncio.wait({work})

    assert (await platform.ended(video)).status is VideoStatus.READY
    sent = _ranges(cloudinary_stand_in)
    assert sorted(set(sent)) == [
        "bytes 0-99999/350000",
        "bytes 100000-199999/350000",
        "bytes 200000-299999/350000",
        "bytes 300000-349999/350000",
    ]
    assert len(sent) == 5
    ids = {call.headers["X-Unique-Upload-Id"] for call in cloudinary_stand_in.of_kind("chunk")}
    assert len(ids) == 1


async def test_P25_a_worker_that_dies_before_the_last_answer_finds_the_asset(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.faults.add("chunk", Fault(Way.SILENCE, after_work=True), after=3)
    video = await platform.uploaded()
    work = asyncio.create_task(platform.app.process_video("worker"))

    async def has_arrived() -> bool:
        return len(cloudinary_stand_in.assets) == 1

    await eventually(has_arrived)
    work.cancel()
    await asyncio.wait({work})

    assert (await platform.ended(video)).status is VideoStatus.READY
    assert len(_ranges(cloudinary_stand_in)) == 4


async def test_an_only_answer_that_is_lost_is_asked_for(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn, studio: Studio
) -> None:
    platform.clip = _short_clip(studio)
    cloudinary_stand_in.faults.add("upload", LOST_ANSWER)

    ended = await platform.ended(await platform.uploaded())

    assert ended.status is VideoStatus.READY
    assert len(cloudinary_stand_in.of_kind("upload")) == 1


async def test_what_never_arrived_is_sent_again(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn, studio: Studio
) -> None:
    platform.clip = _short_clip(studio)
    cloudinary_stand_in.faults.add("upload", HTML_ERROR, times=2)

    ended = await platform.ended(await platform.uploaded())

    assert ended.status is VideoStatus.READY
    assert len(cloudinary_stand_in.assets) == 1


async def test_another_asset_of_the_name_gives_way(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn, studio: Studio
) -> None:
    cloudinary_stand_in.processing.pause()
    video = await platform.uploaded()
    other = bytearray(_short_clip(studio))
    await platform.hosted.calls.send_last(f"{video.owner_id}/{video.id}", other, {})
    cloudinary_stand_in.processing.resume()

    ended = await platform.ended(video)

    assert ended.status is VideoStatus.READY
    (asset,) = cloudinary_stand_in.assets
    assert asset.original.read_bytes() == platform.clip


async def test_a_last_answer_that_is_lost_is_asked_for(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.faults.add("chunk", LOST_ANSWER, after=3)

    ended = await platform.ended(await platform.uploaded())

    assert ended.status is VideoStatus.READY
    assert len(_ranges(cloudinary_stand_in)) == 4
    assert len(cloudinary_stand_in.of_kind("resource")) == 1


async def test_a_last_chunk_that_is_lost_begins_the_upload_anew(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.faults.add("chunk", told(504, "Gateway timeout"), after=3)

    ended = await platform.ended(await platform.uploaded())

    assert ended.status is VideoStatus.READY
    assert len(_ranges(cloudinary_stand_in)) == 8
    assert len(cloudinary_stand_in.assets) == 1


async def test_an_upload_that_was_forgotten_begins_anew(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.faults.add("chunk", told(400, "Upload session expired"), after=2)

    ended = await platform.ended(await platform.uploaded())

    assert ended.status is VideoStatus.READY
    assert len(_ranges(cloudinary_stand_in)) == 7


async def test_what_the_plan_does_not_take_is_not_sent(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.plan.video_bytes = len(platform.clip) - 1
    cloudinary_stand_in.faults.add("usage", told(403, "Not now"))
    video = await platform.uploaded()
    platform.clock.advance(timedelta(minutes=10))

    ended = await platform.ended(video)

    assert ended.failure is not None
    assert ended.failure.code is FailureCode.OUTPUT_TOO_LARGE
    assert _ranges(cloudinary_stand_in) == []


async def test_without_the_limits_of_the_plan_it_is_tried(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.faults.add("usage", told(403, "Not enabled"))

    assert (await platform.ended(await platform.uploaded())).status is VideoStatus.READY


async def test_sound_alone_is_no_video_and_is_not_kept(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn, studio: Studio
) -> None:
    sound = studio.made("sound.mp4", "-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac")
    platform.clip = sound.read_bytes()

    ended = await platform.ended(await platform.uploaded())

    assert ended.failure is not None
    assert ended.failure.code is FailureCode.NO_VIDEO_STREAM
    assert len(cloudinary_stand_in.assets) == 0


@pytest.mark.parametrize("times", [1, 5])
async def test_P38_a_deleted_video_is_destroyed_there_however_often_it_takes(
    platform: CloudPlatform, cloudinary_stand_in: CloudinaryStandIn, times: int
) -> None:
    video = await platform.ended(await platform.uploaded())
    cloudinary_stand_in.faults.add("destroy", told(503, "later"), times=times)
    await platform.videos.update(video.id, lambda stored: stored.delete(platform.clock.now()))

    while not await platform.app.remove_deleted():
        platform.clock.advance(timedelta(seconds=30))

    assert len(cloudinary_stand_in.assets) == 0
    assert cloudinary_stand_in.of_kind("destroy")[-1].is_set("invalidate")
