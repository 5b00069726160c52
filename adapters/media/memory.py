"""An engine for tests: it follows a script, and its files are a few bytes long."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from adapters.media.own_source import require_source
from adapters.media.scratch import ScratchSpace
from application.errors import ProcessingFailedError
from application.ports.media_engine import (
    EngineEvent,
    EngineJob,
    MediaEngine,
    MediaFile,
    Planned,
    Progressed,
    RenditionsReady,
    StoryboardReady,
    ThumbnailReady,
)
from application.ports.source_file import SourceFile
from domain.ids import UserId, VideoId
from domain.video.failure import FailureCode
from domain.video.planning import plan_encoding
from domain.video.renditions import Rendition
from domain.video.source import SourceInfo, VideoStream

_PLACEHOLDER = "data:image/jpeg;base64,/9j/2Q=="


@dataclass(frozen=True, slots=True)
class Script:
    """What the engine does with one source.

    The source has `width_px` by `height_px` and `duration_s`; its ladder is the real one, and
    every rung of it becomes a rendition, lowest first.
    `fails_with` ends the attempt after `fails_after` events; with 0 planning fails too.
    `gates` holds the event of that position back until its gate is set.
    """

    width_px: int = 1280
    height_px: int = 720
    duration_s: float = 10.0
    has_thumbnail: bool = True
    has_storyboard: bool = True
    fails_with: FailureCode | None = None
    fails_after: int = 0
    gates: Mapping[int, asyncio.Event] = field(default_factory=dict)


class MemoryMediaEngine(MediaEngine):
    """Takes any bytes for a video, and follows the script that `scripts` has for them.

    Nothing is decoded; what is yielded depends on the script alone.
    `scripts` may be changed at any time; an attempt keeps the script that it began with.
    """

    def __init__(self, scratch_dir: Path, scripts: Mapping[bytes, Script] | None = None) -> None:
        self.scripts: dict[bytes, Script] = dict(scripts or {})
        self._scratch = ScratchSpace(scratch_dir)

    async def max_source_bytes(self) -> int | None:
        return None

    async def plan(self, source: SourceFile) -> Planned:
        script, size_bytes = await self._script_for(source)
        if script.fails_with is not None and script.fails_after == 0:
            raise ProcessingFailedError(script.fails_with, "as scripted")
        return _planned(script, size_bytes)

    async def process(self, job: EngineJob) -> AsyncGenerator[EngineEvent, None]:
        script, size_bytes = await self._script_for(require_source(job))
        async with self._scratch.folder_for_attempt(job.video_id, job.attempt) as folder:
            for position, event in enumerate(_events(script, size_bytes, folder)):
                if position in script.gates:
                    await script.gates[position].wait()
                if script.fails_with is not None and position == script.fails_after:
                    raise ProcessingFailedError(script.fails_with, "as scripted")
                for file in _files_of(event):
                    file.path.write_text(f"{file.name} of {job.video_id} {job.attempt}\n")
                yield event

    async def list_leftovers(self) -> tuple[tuple[VideoId, int], ...]:
        return await self._scratch.list_leftovers()

    async def remove_leftover(self, video_id: VideoId, attempt: int) -> None:
        await self._scratch.remove_leftover(video_id, attempt)

    async def remove(self, video_id: VideoId, owner_id: UserId) -> None:
        pass  # what is made here is published, and nothing stays with the engine

    async def _script_for(self, source: SourceFile) -> tuple[Script, int]:
        content = b"".join([chunk async for chunk in source.read()])
        return self.scripts.get(content, Script()), len(content)


def _events(script: Script, size_bytes: int, folder: Path) -> list[EngineEvent]:
    planned = _planned(script, size_bytes)
    lowest_first = [
        Rendition(rung.name, rung.width_px, rung.height_px, rung.max_bps)
        for rung in (planned_rung.rung for planned_rung in reversed(planned.plan.rungs))
    ]
    events: list[EngineEvent] = [planned]
    if script.has_thumbnail:
        events.append(ThumbnailReady(_file(folder, "thumbnail.jpg"), _PLACEHOLDER))
    for done, rendition in enumerate(lowest_first, start=1):
        name = rendition.name
        names = (f"{name}_init.mp4", f"{name}_00000.m4s", f"{name}.m3u8", "master.m3u8")
        files = tuple(_file(folder, file_name) for file_name in names)
        events.append(RenditionsReady(files, tuple(reversed(lowest_first[:done]))))
        events.append(Progressed(done / len(lowest_first)))
    if script.has_storyboard:
        sheet, index = _file(folder, "storyboard_000.jpg"), _file(folder, "storyboard.vtt")
        events.append(StoryboardReady((sheet, index)))
    return events


def _planned(script: Script, size_bytes: int) -> Planned:
    rate_fps = Fraction(30)
    video = VideoStream(0, "h264", script.width_px, script.height_px, rate_fps, rate_fps, "High")
    source = SourceInfo("mov", size_bytes, script.duration_s, video)
    return Planned(source, plan_encoding(source))


def _files_of(event: EngineEvent) -> tuple[MediaFile, ...]:
    match event:
        case RenditionsReady(files=files) | StoryboardReady(files=files):
            return files
        case ThumbnailReady(file=file):
            return (file,)
        case _:
            return ()


def _file(folder: Path, name: str) -> MediaFile:
    return MediaFile(name, folder / name)
