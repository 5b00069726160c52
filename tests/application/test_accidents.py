"""What goes wrong beside the work: stores that do not answer, disks without room, stale news."""

import asyncio
from datetime import timedelta

import pytest

from application.errors import (
    StorageFullError,
    StorageUnavailableError,
    StoreUnavailableError,
    UnreadableRecordError,
)
from domain.video.failure import FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.original import SourcePlace
from tests.application.platform import Platform
from tests.polling import eventually


async def test_a_source_that_cannot_be_kept_stays_where_it_is(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = await platform.somebody()
    video = await platform.upload(actor)

    async def refuse(*_: object) -> None:
        raise StorageFullError

    monkeypatch.setattr(platform.media, "keep_source", refuse)
    await platform.work_through()
    done = await platform.videos.get(video.id)
    assert done.complete
    assert done.source.place is SourcePlace.STAGED
    assert (await platform.app.open_source(actor, video.id)).file.size_bytes > 0


async def test_P48_a_cancelled_worker_ends_whatever_the_store_says(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform.holds_back_after_first_rendition(before=True)
    video = await platform.upload(await platform.somebody())
    work = asyncio.create_task(platform.app.process_video("stopped"))
    await eventually(lambda: platform.has_claim(video))

    async def refuse(*_: object) -> None:
        raise StoreUnavailableError

    monkeypatch.setattr(platform.videos, "update", refuse)
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work


async def test_T31_a_hiccup_of_the_database_does_not_end_the_work(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = platform.holds_back_after_first_rendition(before=True)
    video = await platform.upload(await platform.somebody())
    work = asyncio.create_task(platform.app.process_video("patient"))
    await eventually(lambda: platform.has_claim(video))
    answers, left = platform.videos.update, iter(range(2))

    async def hiccup(*arguments: object) -> object:
        if next(left, None) is not None:
            raise StoreUnavailableError
        return await answers(*arguments)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(platform.videos, "update", hiccup)
    gate.set()
    while not work.done():
        await asyncio.sleep(0)
        if platform.clock.sleepers > 1:
            platform.clock.advance(timedelta(seconds=1))
    assert (await platform.videos.get(video.id)).complete


async def test_P34_a_database_that_was_away_uses_up_no_try(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform.holds_back_after_first_rendition(before=True)
    video = await platform.upload(await platform.somebody())
    work = asyncio.create_task(platform.app.process_video("unlucky"))
    await eventually(lambda: platform.has_claim(video))

    async def refuse(*_: object) -> None:
        raise StoreUnavailableError

    with monkeypatch.context() as outage:
        outage.setattr(platform.videos, "update", refuse)
        for _ in range(55):
            await _let_a_second_pass(platform)
    while not work.done():
        await _let_a_second_pass(platform)
    back = await platform.videos.get(video.id)
    assert back.claim is None
    assert back.effort.attempts_in_cycle == 0
    assert await platform.attempts_of(video) == ()


async def test_one_unreadable_record_does_not_hold_up_the_others(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    unreadable = await platform.upload(await platform.somebody())
    readable = await platform.upload(await platform.somebody())
    answers = platform.videos.update

    async def update(video_id: object, change: object) -> object:
        if video_id == unreadable.id:
            raise UnreadableRecordError
        return await answers(video_id, change)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(platform.videos, "update", update)
    assert await platform.app.process_video("worker")
    assert (await platform.videos.get(readable.id)).complete


async def test_one_folder_that_stays_does_not_hold_up_other_deletions(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = await platform.somebody()
    stuck, free = await platform.upload(actor), await platform.upload(actor)
    await platform.work_through()
    for video in (stuck, free):
        await platform.app.delete_video(actor, video.id)
    removes = platform.media.remove_video

    async def remove(video_id: object) -> None:
        if video_id == stuck.id:
            raise StorageUnavailableError
        await removes(video_id)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(platform.media, "remove_video", remove)
    assert await platform.app.remove_deleted() == 1
    assert await platform.stored() == [stuck.id]


async def test_an_expiry_on_old_news_does_not_undo_a_retry(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = await platform.somebody()
    platform.fails_with(FailureCode.ENGINE_UNAVAILABLE)
    video = await platform.upload(actor)
    await platform.app.process_video("worker")
    platform.clock.advance(timedelta(hours=7))
    old_news = await platform.videos.list_unfinished(platform.clock.now(), 10)
    await platform.app.requeue_stalled()
    await platform.app.retry_video(actor, video.id)

    async def list_unfinished(*_: object) -> object:
        return old_news

    monkeypatch.setattr(platform.videos, "list_unfinished", list_unfinished)
    await platform.app.requeue_stalled()
    retried = await platform.videos.get(video.id)
    assert retried.status is VideoStatus.PROCESSING
    assert retried.source.place is SourcePlace.STORED


async def test_T32_a_record_that_finds_no_room_leaves_no_bytes(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = await platform.somebody()

    async def refuse(*_: object) -> None:
        raise StorageFullError

    monkeypatch.setattr(platform.videos, "add", refuse)
    with pytest.raises(StorageFullError):
        await platform.upload(actor)
    assert await platform.staged() == []


async def _let_a_second_pass(platform: Platform) -> None:
    platform.clock.advance(timedelta(seconds=1))
    for _ in range(10):
        await asyncio.sleep(0)
