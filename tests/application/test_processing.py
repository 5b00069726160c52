"""From PROCESSING to an end state, whatever happens in between."""

import asyncio
from datetime import timedelta

import pytest

from domain.video.failure import FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.original import SourcePlace
from domain.video.video import Video
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
