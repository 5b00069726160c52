"""Run an engine as the platform does, and keep what it publishes."""

import asyncio
import shutil
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from pathlib import Path

from adapters.files.local_source import LocalSourceFile
from adapters.files.threads import DiskThreads
from application.ports.media_engine import (
    Awaiting,
    Bookmarked,
    EngineEvent,
    EngineJob,
    HostedReady,
    MediaEngine,
    MediaFile,
    Planned,
    PreviewReady,
    Progressed,
    RenditionsReady,
    StoryboardReady,
    ThumbnailReady,
)
from application.ports.source_file import SourceFile
from domain.ids import UserId, VideoId
from domain.video.renditions import Rendition
from tests.builders import an_id

_THREADS = DiskThreads("test-source", 1)
_BETWEEN_LOOKS_S = 0.05


@dataclass(slots=True)
class Showing:
    """What was yielded until all was made, and the folder that holds what was published."""

    folder: Path
    events: list[EngineEvent] = field(default_factory=list)

    @property
    def planned(self) -> Planned:
        """The first event."""
        first = self.events[0]
        assert isinstance(first, Planned)
        return first

    @property
    def publications(self) -> list[RenditionsReady]:
        """Every change of the master playlist."""
        return [event for event in self.events if isinstance(event, RenditionsReady)]

    @property
    def listings(self) -> list[tuple[Rendition, ...]]:
        """What the master playlist lists, with every change of it."""
        return [
            event.renditions
            for event in self.events
            if isinstance(event, RenditionsReady | HostedReady)
        ]

    @property
    def renditions(self) -> tuple[Rendition, ...]:
        """What the master playlist lists at the end."""
        return self.listings[-1]

    @property
    def fractions(self) -> list[float]:
        """Progress as it was told."""
        return [event.fraction for event in self.events if isinstance(event, Progressed)]

    def position(self, kind: type[EngineEvent]) -> int:
        """Return where the first event of this kind stands."""
        return next(at for at, event in enumerate(self.events) if isinstance(event, kind))


async def show(
    engine: MediaEngine, source: SourceFile, folder: Path, job: EngineJob | None = None
) -> Showing:
    """Process `source` and move what is published into `folder`, as the local store does.

    A hosted engine is asked again until it is done.
    """
    showing = Showing(folder)
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    job = job or a_job(source)
    while await _show_attempt(engine, job, showing):
        bookmarks = [event.bookmark for event in showing.events if isinstance(event, Bookmarked)]
        job = replace(job, attempt=job.attempt + 1, bookmark=bookmarks[-1])
        await asyncio.sleep(_BETWEEN_LOOKS_S)
    return showing


async def _show_attempt(engine: MediaEngine, job: EngineJob, showing: Showing) -> bool:
    """Run one attempt, and tell whether another is needed."""
    async with aclosing(engine.process(job)) as events:
        async for event in events:
            for file in files_of(event):
                shutil.move(file.path, showing.folder / file.name)
            showing.events.append(event)
    return isinstance(showing.events[-1], Awaiting)


def a_job(source: SourceFile, attempt: int = 1) -> EngineJob:
    """Return a job for a video that no other job is about."""
    return EngineJob(an_id(VideoId), an_id(UserId), attempt, source)


def files_of(event: EngineEvent) -> tuple[MediaFile, ...]:
    """Return what the platform takes out of an event."""
    match event:
        case RenditionsReady() | StoryboardReady():
            return event.files
        case ThumbnailReady() | PreviewReady():
            return (event.file,)
        case _:
            return ()


def source_at(path: Path) -> LocalSourceFile:
    """Return a file as an uploaded source."""
    return LocalSourceFile(path, path.stat().st_size, _THREADS)
