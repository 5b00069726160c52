"""What every media engine promises."""

import asyncio
from contextlib import aclosing
from pathlib import Path

import pytest

from adapters.files.memory_source import MemorySourceFile
from application.errors import ProcessingFailedError
from application.ports.media_engine import MediaEngine
from application.ports.source_file import SourceFile
from domain.ids import VideoId
from domain.video.failure import FailureCode
from tests.builders import an_id
from tests.contracts.adapters_under_test.media import NOT_A_VIDEO
from tests.media.showing import Showing, a_job, show


async def test_what_it_takes_is_no_longer_than_it_says(
    engine: MediaEngine, playable: SourceFile
) -> None:
    longest_bytes = await engine.max_source_bytes()

    assert longest_bytes is None or longest_bytes >= playable.size_bytes


async def test_progress_never_falls_and_ends_at_one(showing: Showing) -> None:
    assert showing.fractions == sorted(showing.fractions)
    assert showing.fractions[-1] == 1.0
    assert all(0.0 <= fraction <= 1.0 for fraction in showing.fractions)


async def test_renditions_are_listed_highest_first(showing: Showing) -> None:
    for renditions in showing.listings:
        areas_px = [rung.width_px * rung.height_px for rung in renditions]
        assert areas_px == sorted(areas_px, reverse=True)


async def test_nothing_is_left_behind(showing: Showing, scratch: Path) -> None:
    assert showing.events
    assert not scratch.exists() or list(scratch.iterdir()) == []


async def test_P38_cancelling_the_task_ends_the_work_and_removes_it(
    engine: MediaEngine, playable: SourceFile, scratch: Path
) -> None:
    started = asyncio.Event()

    async def work() -> None:
        async with aclosing(engine.process(a_job(playable))) as events:
            async for _ in events:
                started.set()

    task = asyncio.create_task(work())
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert not scratch.exists() or list(scratch.iterdir()) == []


async def test_before_the_first_attempt_there_are_no_leftovers(engine: MediaEngine) -> None:
    assert await engine.list_leftovers() == ()


async def test_there_is_something_to_play_in_the_end(showing: Showing) -> None:
    assert showing.renditions


async def test_what_is_not_a_video_is_failed_as_such(
    engine: MediaEngine, tmp_path: Path, scratch: Path
) -> None:
    with pytest.raises(ProcessingFailedError) as failed:
        await show(engine, MemorySourceFile(NOT_A_VIDEO), tmp_path / "published")

    assert failed.value.code is FailureCode.NOT_A_VIDEO
    assert not scratch.exists() or list(scratch.iterdir()) == []


async def test_P38_what_is_removed_may_be_removed_again(
    engine: MediaEngine, playable: SourceFile, tmp_path: Path
) -> None:
    job = a_job(playable)
    await show(engine, playable, tmp_path / "published", job)

    for _ in range(2):
        await engine.remove(job.video_id, job.owner_id)
    await engine.remove(an_id(VideoId), job.owner_id)
