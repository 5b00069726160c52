"""What engines promise that work here and leave files."""

import re
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from adapters.files.memory_source import MemorySourceFile
from application.errors import ProcessingFailedError
from application.ports.media_engine import (
    EngineEvent,
    MediaEngine,
    Planned,
    RenditionsReady,
    StoryboardReady,
)
from application.ports.source_file import SourceFile
from domain.ids import VideoId
from domain.video.failure import FailureCode
from tests.builders import an_id
from tests.contracts.adapters_under_test.media import LOCAL_ENGINES, NOT_A_VIDEO
from tests.contracts.adapters_under_test.table import each
from tests.media.showing import Showing, a_job, files_of, show

pytestmark = pytest.mark.parametrize("engine", each(LOCAL_ENGINES), indirect=True)

_PUBLIC_NAME = re.compile(r"[A-Za-z0-9_-]+\.(m3u8|ts|m4s|mp4|jpg|vtt)")


async def test_the_plan_comes_first_and_once(showing: Showing) -> None:
    plans = [event for event in showing.events if isinstance(event, Planned)]

    assert plans == [showing.events[0]]


async def test_planning_tells_what_processing_will_do(
    engine: MediaEngine, playable: SourceFile, showing: Showing
) -> None:
    assert await engine.plan(playable) == showing.planned


async def test_every_planned_rung_is_a_rendition_in_the_end(showing: Showing) -> None:
    planned = [planned.rung.name for planned in showing.planned.plan.rungs]

    assert [rendition.name for rendition in showing.renditions] == planned


async def test_files_come_in_the_order_in_which_they_may_be_seen(showing: Showing) -> None:
    seen: set[str] = set()
    for publication in showing.publications:
        for file in publication.files:
            if file.name.endswith(".m3u8"):
                named = {
                    line
                    for line in (showing.folder / file.name).read_text().splitlines()
                    if line.endswith((".m4s", ".mp4")) and not line.startswith("#")
                }
                assert named <= seen
            seen.add(file.name)
        assert publication.files[-1].name == "master.m3u8"


async def test_P41_names_of_files_are_flat_and_plain(showing: Showing) -> None:
    names = {file.name for event in showing.events for file in files_of(event)}

    assert names
    assert all(_PUBLIC_NAME.fullmatch(name) for name in names)


async def test_the_storyboards_index_comes_after_its_sheets(showing: Showing) -> None:
    for event in showing.events:
        if isinstance(event, StoryboardReady):
            assert event.files[-1].name == "storyboard.vtt"


async def test_files_that_the_caller_only_reads_are_removed_too(
    engine: MediaEngine, playable: SourceFile, scratch: Path
) -> None:
    async with aclosing(engine.process(a_job(playable))) as events:
        sizes_bytes = [
            file.path.stat().st_size async for event in events for file in files_of(event)
        ]

    assert all(sizes_bytes)
    assert list(scratch.iterdir()) == []


async def test_what_is_not_a_video_can_be_neither_planned_nor_processed(
    engine: MediaEngine, tmp_path: Path, scratch: Path
) -> None:
    source = MemorySourceFile(NOT_A_VIDEO)

    for attempt in (engine.plan(source), show(engine, source, tmp_path / "published")):
        with pytest.raises(ProcessingFailedError) as failed:
            await attempt
        assert failed.value.code is FailureCode.NOT_A_VIDEO
    assert list(scratch.iterdir()) == []


async def test_P38_closing_the_iterator_ends_the_work_and_removes_it(
    engine: MediaEngine, playable: SourceFile, scratch: Path
) -> None:
    async with aclosing(engine.process(a_job(playable))) as events:
        await _first(events, RenditionsReady)
        assert list(scratch.iterdir()) != []

    assert list(scratch.iterdir()) == []


async def test_P31_two_attempts_share_no_file(engine: MediaEngine, playable: SourceFile) -> None:
    job = a_job(playable)
    later = type(job)(job.video_id, job.owner_id, job.attempt + 1, playable)
    async with (
        aclosing(engine.process(job)) as first_events,
        aclosing(engine.process(later)) as second_events,
    ):
        first = files_of(await _first(first_events, RenditionsReady))
        second = files_of(await _first(second_events, RenditionsReady))

        assert {file.path for file in first}.isdisjoint(file.path for file in second)


async def test_P39_what_dead_attempts_left_is_listed_and_removed(
    engine: MediaEngine, scratch: Path
) -> None:
    dead, other = an_id(VideoId), an_id(VideoId)
    for name in (f"{dead}.1", f"{other}.3"):
        (scratch / name).mkdir(parents=True)

    assert set(await engine.list_leftovers()) == {(dead, 1), (other, 3)}
    for _ in range(2):
        await engine.remove_leftover(dead, 1)
    assert await engine.list_leftovers() == ((other, 3),)


async def test_P39_running_attempts_are_no_leftovers(
    engine: MediaEngine, playable: SourceFile
) -> None:
    job = a_job(playable)
    async with aclosing(engine.process(job)) as events:
        await _first(events, Planned)
        assert await engine.list_leftovers() == ()
        await engine.remove_leftover(job.video_id, job.attempt)
        ready = await _first(events, RenditionsReady)

        assert all(file.path.exists() for file in files_of(ready))


async def _first(events: AsyncIterator[EngineEvent], kind: type[EngineEvent]) -> EngineEvent:
    async for event in events:
        if isinstance(event, kind):
            return event
    raise AssertionError(f"no {kind.__name__}")
