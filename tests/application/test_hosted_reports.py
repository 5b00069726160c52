"""A hosted engine's word may come by three ways, in any order, or never: one end state."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.media.memory_hosted import (
    DONE,
    LOOK_AGAIN_AFTER,
    SIGNATURE_HEADER,
)
from application.errors import ReportRefusedError, StoreUnavailableError
from application.ports.engine_reports import EngineReport
from domain.ids import UserId, VideoId
from tests.application.hosted_platform import SECRET, HostedPlatform
from tests.builders import an_id
from tests.polling import eventually


@pytest.fixture
def platform(tmp_path: Path) -> HostedPlatform:
    return HostedPlatform(tmp_path)


async def test_a_report_makes_the_video_ready(platform: HostedPlatform) -> None:
    video = await platform.accepted()

    await platform.hears(video)

    assert await platform.is_done(video)


async def test_without_any_report_the_engine_is_asked_again(platform: HostedPlatform) -> None:
    video = await platform.accepted()
    platform.hosted.end(video.id)

    assert not await platform.is_done(video)
    platform.clock.advance(LOOK_AGAIN_AFTER)
    assert await platform.is_done(video)


async def test_messages_that_wait_to_be_fetched_are_recorded_and_acknowledged(
    platform: HostedPlatform,
) -> None:
    video = await platform.accepted()
    text = f"{platform.hosted.newest_batch(video.id)}={DONE}"
    about_others = EngineReport(an_id(VideoId), an_id(UserId), text)
    about_us = EngineReport(video.id, video.owner_id, text)
    platform.reports.waiting = {"a": about_others, "b": None, "c": about_us}

    assert await platform.app.collect_reports() == 3

    assert platform.reports.waiting == {}
    assert await platform.is_done(video)


async def test_P45_a_report_may_come_before_the_upload_is_answered(
    platform: HostedPlatform,
) -> None:
    platform.hosted.holds_answers.clear()
    video = await platform.upload(await platform.somebody())
    work = asyncio.create_task(platform.app.process_video("worker"))

    async def is_uploaded() -> bool:
        return video.id in platform.hosted.assets and bool(platform.hosted.assets[video.id].batches)

    await eventually(is_uploaded)
    await platform.hears(video)
    platform.hosted.holds_answers.set()
    assert await work

    assert await platform.is_done(video)


async def test_P45_three_times_the_same_report_are_one(platform: HostedPlatform) -> None:
    video = await platform.accepted()

    for _ in range(3):
        await platform.hears(video)
    assert await platform.is_done(video)
    for _ in range(3):
        await platform.hears(video)

    assert await platform.is_done(video)


async def test_P45_the_order_of_reports_makes_no_difference(platform: HostedPlatform) -> None:
    video = await platform.accepted()

    await platform.hears(video)
    await platform.hears_text(video, "something-that-came-first=begun")

    assert await platform.is_done(video)


async def test_P45_ten_minutes_late_is_not_too_late(platform: HostedPlatform) -> None:
    video = await platform.accepted()
    platform.clock.advance(timedelta(minutes=10))

    assert not await platform.is_done(video)
    await platform.hears(video)

    assert await platform.is_done(video)


async def test_T42_a_forged_report_is_refused_and_changes_nothing(
    platform: HostedPlatform,
) -> None:
    video = await platform.accepted()

    with pytest.raises(ReportRefusedError):
        await platform.hears(video, secret="guessed")

    assert await platform.videos.get(video.id) == video


async def test_T42_a_report_that_names_another_owner_changes_nothing(
    platform: HostedPlatform,
) -> None:
    video = await platform.accepted()

    body = f"{an_id(UserId)} {video.id} {platform.hosted.newest_batch(video.id)}={DONE}"
    await platform.app.receive_report({SIGNATURE_HEADER: SECRET}, body.encode())

    assert await platform.videos.get(video.id) == video


async def test_P45_a_report_on_a_deleted_video_brings_nothing_back(
    platform: HostedPlatform,
) -> None:
    actor = await platform.somebody()
    video = await platform.upload(actor)
    await platform.app.process_video("worker")
    text = f"{platform.hosted.newest_batch(video.id)}={DONE}"
    await platform.app.delete_video(actor, video.id)

    await platform.hears_text(video, text)
    await platform.app.remove_deleted()

    assert platform.hosted.assets == {}
    assert not await platform.app.process_video("worker")


async def test_P45_a_report_that_cannot_be_stored_is_not_answered(
    platform: HostedPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    video = await platform.accepted()

    async def refuse(*_: object) -> None:
        raise StoreUnavailableError

    monkeypatch.setattr(platform.videos, "update", refuse)
    with pytest.raises(StoreUnavailableError):
        await platform.hears(video)
