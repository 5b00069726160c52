"""A hosted engine works on by itself, and keeps what it made."""

from datetime import timedelta
from pathlib import Path

import pytest

from domain.event import EventType
from domain.video.failure import FailureCode
from domain.video.lifecycle import VideoStatus
from tests.application.hosted_platform import HostedPlatform
from tests.application.platform import MP4


@pytest.fixture
def platform(tmp_path: Path) -> HostedPlatform:
    return HostedPlatform(tmp_path)


async def test_a_video_that_waits_for_the_engine_takes_no_worker(platform: HostedPlatform) -> None:
    video = await platform.accepted()

    assert video.status is VideoStatus.PROCESSING
    assert (video.claim, video.effort.attempts_in_cycle) == (None, 0)
    assert video.progress == 0.5
    load = await platform.videos.measure_work(platform.clock.now())
    assert (load.waiting, load.running) == (0, 0)


async def test_P38_what_arrives_after_a_deletion_is_removed_too(platform: HostedPlatform) -> None:
    actor = await platform.somebody()
    video = await platform.upload(actor)
    await platform.app.process_video("worker")
    late = platform.hosted.assets[video.id]
    await platform.app.delete_video(actor, video.id)
    assert await platform.app.remove_deleted() == 0

    platform.hosted.assets[video.id] = late
    platform.clock.advance(timedelta(minutes=10))

    assert await platform.app.remove_deleted() == 1
    assert platform.hosted.assets == {}


async def test_P38_the_record_stays_until_the_engine_has_let_go(platform: HostedPlatform) -> None:
    video = await platform.accepted()
    await platform.hears(video)
    assert await platform.is_done(video)
    await platform.videos.update(video.id, lambda stored: stored.delete(platform.clock.now()))

    platform.hosted.is_away = True
    assert await platform.app.remove_deleted() == 0
    platform.hosted.is_away = False

    assert await platform.app.remove_deleted() == 1
    assert platform.hosted.assets == {}


async def test_what_the_engine_cannot_process_is_failed_by_its_code(
    platform: HostedPlatform,
) -> None:
    video = await platform.accepted()

    await platform.hears(video, FailureCode.CORRUPT_MEDIA)
    await platform.app.process_video("worker")

    failed = await platform.videos.get(video.id)
    assert failed.failure is not None
    assert failed.failure.code is FailureCode.CORRUPT_MEDIA
    assert (await platform.told(video)).count(EventType.FAILED) == 1


async def test_a_source_that_the_engine_refuses_is_failed_at_once(
    platform: HostedPlatform,
) -> None:
    platform.hosted.refused[MP4] = FailureCode.NOT_A_VIDEO
    video = await platform.upload(await platform.somebody())

    assert await platform.work_through() == 1

    failed = await platform.videos.get(video.id)
    assert failed.failure is not None
    assert failed.failure.code is FailureCode.NOT_A_VIDEO


async def test_P34_an_engine_that_is_away_is_tried_again(platform: HostedPlatform) -> None:
    platform.hosted.is_away = True
    video = await platform.upload(await platform.somebody())
    await platform.app.process_video("worker")
    platform.hosted.is_away = False
    platform.clock.advance(timedelta(minutes=5))
    await platform.app.process_video("worker")
    await platform.hears(video)

    assert await platform.is_done(video)


async def test_a_retry_takes_up_what_lies_with_the_engine(platform: HostedPlatform) -> None:
    actor = await platform.somebody()
    video = await platform.upload(actor)
    await platform.app.process_video("worker")
    for _ in range(3):
        await platform.hears(video, FailureCode.ENGINE_UNAVAILABLE)
        await platform.work_through()
    assert (await platform.videos.get(video.id)).status is VideoStatus.FAILED

    await platform.app.retry_video(actor, video.id)
    await platform.app.process_video("worker")
    await platform.hears(video)
    await platform.work_through()

    assert (await platform.videos.get(video.id)).complete
    assert platform.hosted.uploads == 1


async def test_P29_an_engine_that_never_answers_is_given_up_in_time(
    platform: HostedPlatform,
) -> None:
    video = await platform.accepted()
    platform.clock.advance(timedelta(hours=6, seconds=1))

    await platform.app.requeue_stalled()

    expired = await platform.videos.get(video.id)
    assert expired.failure is not None
    assert expired.failure.code is FailureCode.PROCESSING_EXPIRED


async def test_P37_a_hundred_waiting_videos_of_one_leave_the_worker_to_others(
    platform: HostedPlatform,
) -> None:
    busy, other = await platform.somebody(), await platform.somebody()
    for _ in range(100):
        await platform.upload(busy)
    while await platform.app.process_video("worker"):
        pass

    video = await platform.upload(other)
    assert await platform.app.process_video("worker")

    assert video.id in platform.hosted.assets
