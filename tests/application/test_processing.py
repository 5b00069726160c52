"""From PROCESSING to an end state, whatever happens in between."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest

from application.use_cases.processing.sweep_abandoned import SweepCounts
from domain.video.failure import FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.video import SourcePlace, Video
from tests.application.platform import Platform
from tests.polling import eventually

_GAP = timedelta(minutes=5)


async def _stored(platform: Platform, video: Video) -> Video:
    return await platform.videos.get(video.id)


async def test_a_video_becomes_ready_and_complete(platform: Platform) -> None:
    actor = await platform.somebody()
    video = await platform.upload(actor)
    assert await platform.work_through() == 1
    done = await _stored(platform, video)
    assert done.status is VideoStatus.READY
    assert done.complete
    assert done.progress == 1.0
    assert done.claim is None
    assert done.publication is not None
    assert done.publication.has_thumbnail
    assert done.publication.size_bytes > 0
    assert done.source_info is not None
    assert done.source_info.width_px == 1280


async def test_ready_means_playable_not_finished(platform: Platform) -> None:
    actor = await platform.somebody()
    gate = platform.holds_back_after_first_rendition()
    video = await platform.upload(actor)
    work = asyncio.create_task(platform.app.process_video("worker"))
    await eventually(lambda: platform.is_playable(video))
    playable = await _stored(platform, video)
    assert playable.status is VideoStatus.READY
    assert not playable.complete
    grant = (await platform.app.get_video(actor, video.id)).grant
    assert grant is not None
    assert (await platform.app.open_playback(grant, "master.m3u8")).name == "master.m3u8"
    gate.set()
    await work
    assert (await _stored(platform, video)).complete


async def test_the_source_leaves_staging_and_is_kept(platform: Platform) -> None:
    actor = await platform.somebody()
    video = await platform.upload(actor)
    await platform.work_through()
    assert await platform.staged() == []
    assert (await _stored(platform, video)).source.place is SourcePlace.STORED
    assert (await platform.app.open_source(actor, video.id)).file.size_bytes > 0


@pytest.mark.parametrize("code", [code for code in FailureCode if not code.retryable])
async def test_P34_a_fault_of_the_media_ends_at_once(platform: Platform, code: FailureCode) -> None:
    platform.fails_with(code)
    video = await platform.upload(await platform.somebody())
    assert await platform.work_through() == 1
    failed = await _stored(platform, video)
    assert failed.status is VideoStatus.FAILED
    assert failed.failure is not None
    assert failed.failure.code is code
    assert await platform.staged() == []
    assert await platform.attempts_of(video) == ()


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


async def test_T35_a_video_deleted_meanwhile_does_not_come_back(platform: Platform) -> None:
    actor = await platform.somebody()
    gate = platform.holds_back_after_first_rendition(before=True)
    video = await platform.upload(actor)
    work = asyncio.create_task(platform.app.process_video("worker"))
    await eventually(lambda: platform.has_claim(video))
    await platform.app.delete_video(actor, video.id)
    await platform.app.remove_deleted()
    gate.set()
    await work
    assert await platform.stored() == []
    assert await platform.staged() == []
    assert not await platform.app.process_video("worker")


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


async def test_P37_the_user_with_the_fewest_running_goes_first(platform: Platform) -> None:
    busy, waiting = await platform.somebody(), await platform.somebody()
    for _ in range(3):
        await platform.upload(busy)
        platform.clock.advance(timedelta(seconds=1))
    late = await platform.upload(waiting)
    first = await platform.claim()
    second = await platform.claim()
    assert first.owner_id == busy.user_id
    assert second.id == late.id


async def test_P31_no_two_workers_get_one_claim(platform: Platform) -> None:
    for _ in range(5):
        await platform.upload(await platform.somebody())
    claims = await asyncio.gather(*(platform.claim_or_none() for _ in range(20)))
    taken = [video.id for video in claims if video is not None]
    assert len(taken) == len(set(taken)) == 5


async def test_P39_the_sweep_removes_what_no_record_names(platform: Platform) -> None:
    actor = await platform.somebody()
    video = await platform.upload(actor)
    await platform.work_through()
    await platform.leaves_behind(staged=2, videos=1, attempt_of=video)
    platform.clock.advance(timedelta(hours=1))
    dry = await platform.app.sweep_abandoned(dry_run=True)
    counts = await platform.app.sweep_abandoned()
    assert dry == counts
    assert counts.staged_files == 2
    assert counts.videos_without_record == 1
    assert counts.unpublished_attempts == 1
    assert await platform.stored() == [video.id]
    assert await platform.app.sweep_abandoned() == SweepCounts()


async def test_P39_the_sweep_leaves_a_running_upload_alone(platform: Platform) -> None:
    await platform.leaves_behind(staged=1)
    assert (await platform.app.sweep_abandoned()).staged_files == 0
