"""The engine of tests does what its script says, and nothing else."""

import asyncio
from contextlib import aclosing
from pathlib import Path

import pytest

from adapters.files.memory_source import MemorySourceFile
from adapters.media.memory import MemoryMediaEngine, Script
from application.errors import ProcessingFailedError
from application.ports.media_engine import Planned, RenditionsReady, StoryboardReady, ThumbnailReady
from domain.video.failure import FailureCode
from tests.media.showing import a_job, show

_CLIP = b"any bytes will do"


@pytest.fixture
def engine(tmp_path: Path) -> MemoryMediaEngine:
    return MemoryMediaEngine(tmp_path / "scratch")


async def test_every_run_yields_the_same_events(engine: MemoryMediaEngine, tmp_path: Path) -> None:
    first, second = [
        await show(engine, MemorySourceFile(_CLIP), tmp_path / name) for name in ("a", "b")
    ]

    assert [type(event) for event in first.events] == [type(event) for event in second.events]
    assert first.renditions == second.renditions


async def test_a_script_sets_size_and_playing_time(
    engine: MemoryMediaEngine, tmp_path: Path
) -> None:
    engine.scripts[_CLIP] = Script(width_px=1920, height_px=1080, duration_s=60.0)

    showing = await show(engine, MemorySourceFile(_CLIP), tmp_path / "out")

    assert showing.planned.source.duration_s == 60.0
    assert [rendition.name for rendition in showing.renditions] == [
        "1080p",
        "720p",
        "480p",
        "360p",
    ]


async def test_a_script_belongs_to_its_bytes_alone(engine: MemoryMediaEngine) -> None:
    engine.scripts[b"other bytes"] = Script(fails_with=FailureCode.NOT_A_VIDEO)

    assert isinstance(await engine.plan(MemorySourceFile(_CLIP)), Planned)


async def test_a_script_may_fail_after_any_event(engine: MemoryMediaEngine, tmp_path: Path) -> None:
    engine.scripts[_CLIP] = Script(fails_with=FailureCode.OUT_OF_MEMORY, fails_after=3)

    with pytest.raises(ProcessingFailedError) as failed:
        await show(engine, MemorySourceFile(_CLIP), tmp_path / "out")

    assert failed.value.code is FailureCode.OUT_OF_MEMORY
    assert (tmp_path / "out" / "master.m3u8").exists()


async def test_a_script_may_leave_pictures_out(engine: MemoryMediaEngine, tmp_path: Path) -> None:
    engine.scripts[_CLIP] = Script(has_thumbnail=False, has_storyboard=False)

    showing = await show(engine, MemorySourceFile(_CLIP), tmp_path / "out")

    assert not any(isinstance(event, ThumbnailReady | StoryboardReady) for event in showing.events)


async def test_a_gate_holds_its_event_back(engine: MemoryMediaEngine) -> None:
    gate = asyncio.Event()
    engine.scripts[_CLIP] = Script(has_thumbnail=False, gates={1: gate})

    async with aclosing(engine.process(a_job(MemorySourceFile(_CLIP)))) as events:
        assert isinstance(await anext(events), Planned)
        waiting = asyncio.ensure_future(anext(events))
        await asyncio.wait({waiting}, timeout=0.1)
        assert not waiting.done()
        gate.set()
        assert isinstance(await waiting, RenditionsReady)
