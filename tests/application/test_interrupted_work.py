"""Attempts that fail, die, freeze, are stopped or come too late."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest

from domain.video.failure import FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.video import Video
from tests.application.platform import Platform
from tests.polling import eventually

_GAP = timedelta(minutes=5)


async def _stored(platform: Platform, video: Video) -> Video:
    return await platform.videos.get(video.id)


async def test_P34_trouble_on_our_side_is_tried_again_with_gaps(platform: Platform) -> None:
    platform.fails_with(FailureCode.ENGINE_UNAVAILABLE)
    video = await platform.upload(await platform.somebody())
    assert await platform.app.process_video("worker")
    assert not await platform.app.process_video("worker")
    assert (await _stored(platform, video)).status is VideoStatus.PROCESSING
    platform.fails_with(None)
    platform.clock.advance(_GAP)
    assert await platform.app.process_video("worker")
    assert (await _stored(platform, video)).complete


async def test_P34_tries_come_to_an_end(platform: Platform) -> None:
    platform.fails_with(FailureCode.OUT_OF_MEMORY)
    video = await platform.upload(await platform.somebody())
    assert await platform.work_through() == 3
    failed = await _stored(platform, video)
    assert failed.failure is not None
    assert failed.failure.code is FailureCode.OUT_OF_MEMORY


async def test_T33_a_video_that_kills_its_worker_is_given_up(platform: Platform) -> None:
    video = await platform.upload(await platform.somebody())
    for _ in range(3):
        await platform.dies_while_processing()
        platform.clock.advance(_GAP)
    assert await platform.app.process_video("worker")
    failed = await _stored(platform, video)
    assert failed.failure is not None
    assert failed.failure.code is FailureCode.ATTEMPTS_EXHAUSTED
    assert not await platform.app.process_video("worker")


async def test_P32_a_dead_workers_video_is_taken_over(platform: Platform) -> None:
    video = await platform.upload(await platform.somebody())
    await platform.dies_while_processing()
    assert not await platform.app.process_video("worker")
    platform.clock.advance(timedelta(seconds=60))
    assert await platform.app.requeue_stalled()
    assert await platform.app.process_video("worker")
    assert (await _stored(platform, video)).complete


async def test_P32_the_claim_of_a_worker_that_is_gone_ends_at_once(platform: Platform) -> None:
    video = await platform.upload(await platform.somebody())
    await platform.dies_while_processing()
    await platform.app.requeue_stalled()
    assert not await platform.app.process_video("other")
    platform.presence.gone.add("worker")
    await platform.app.requeue_stalled()
    assert await platform.app.process_video("other")
    assert (await _stored(platform, video)).complete


async def test_T29_a_worker_that_wakes_up_late_publishes_nothing(platform: Platform) -> None:
    gate = platform.holds_back_after_first_rendition(before=True)
    video = await platform.upload(await platform.somebody())
    frozen = asyncio.create_task(platform.app.process_video("frozen"))
    await eventually(lambda: platform.has_claim(video))
    platform.clock.jump_to(platform.clock.now() + _GAP)
    platform.fails_with(None)
    assert await platform.app.process_video("quick")
    published = (await _stored(platform, video)).publication
    gate.set()
    await frozen
    assert (await _stored(platform, video)).publication == published
    assert await platform.attempts_of(video) == (2,)


async def test_P48_a_stopped_worker_hands_its_claim_back(platform: Platform) -> None:
    platform.holds_back_after_first_rendition(before=True)
    video = await platform.upload(await platform.somebody())
    work = asyncio.create_task(platform.app.process_video("stopped"))
    await eventually(lambda: platform.has_claim(video))
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    back = await _stored(platform, video)
    assert back.claim is None
    assert back.effort.attempts_in_cycle == 0
    platform.fails_with(None)
    assert await platform.app.process_video("other")
    assert (await _stored(platform, video)).complete


async def test_a_long_attempt_keeps_its_claim(platform: Platform) -> None:
    gate = platform.holds_back_after_first_rendition(before=True)
    video = await platform.upload(await platform.somebody())
    work = asyncio.create_task(platform.app.process_video("worker"))
    await eventually(lambda: platform.has_claim(video))
    for _ in range(30):
        await eventually(lambda: platform.clock.sleepers == 1)
        version = (await _stored(platform, video)).version
        platform.clock.advance(timedelta(seconds=10))
        await eventually(partial(platform.was_written_since, video, version))
        assert not await platform.app.process_video("other")
    gate.set()
    await work
    assert (await _stored(platform, video)).complete


async def test_P29_what_takes_too_long_expires(platform: Platform) -> None:
    platform.fails_with(FailureCode.ENGINE_UNAVAILABLE)
    video = await platform.upload(await platform.somebody())
    assert await platform.app.process_video("worker")
    platform.clock.advance(timedelta(hours=6, seconds=1))
    await platform.app.requeue_stalled()
    expired = await _stored(platform, video)
    assert expired.failure is not None
    assert expired.failure.code is FailureCode.PROCESSING_EXPIRED


async def test_a_playable_video_is_republished_only_when_whole(platform: Platform) -> None:
    platform.fails_with(FailureCode.PROCESSING_TIMEOUT, after_first_rendition=True)
    video = await platform.upload(await platform.somebody())
    assert await platform.app.process_video("worker")
    partial = await _stored(platform, video)
    assert partial.status is VideoStatus.READY
    assert not partial.complete
    gate = platform.holds_back_after_first_rendition()
    platform.clock.advance(_GAP)
    work = asyncio.create_task(platform.app.process_video("worker"))
    await eventually(lambda: platform.has_claim(video))
    assert (await _stored(platform, video)).publication == partial.publication
    gate.set()
    await work
    done = await _stored(platform, video)
    assert done.complete
    assert done.publication is not None
    assert await platform.attempts_of(video) == (done.publication.attempt,)
