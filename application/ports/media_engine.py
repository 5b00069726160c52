"""The engine that turns a source into something players can play."""

from abc import abstractmethod
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from application.ports.source_file import SourceFile
from domain.ids import UserId, VideoId
from domain.video.plan import EncodingPlan
from domain.video.renditions import Rendition
from domain.video.source import SourceInfo


@dataclass(frozen=True, slots=True)
class EngineJob:
    """One attempt at one video; `attempt` rises with every claim."""

    video_id: VideoId
    owner_id: UserId
    attempt: int
    source: SourceFile


@dataclass(frozen=True, slots=True)
class Planned:
    """Probing is over: what the source is, and what will be made of it. Always the first event."""

    source: SourceInfo
    plan: EncodingPlan


@dataclass(frozen=True, slots=True)
class Progressed:
    """Share of the planned work that is done: 0.0 to 1.0, never falling."""

    fraction: float


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A finished file to publish: its flat public name, and where the engine left it."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class RenditionsReady:
    """One or more renditions are whole.

    `files` are new or changed since the last event, in the order in which they must become
    visible: segments before the playlist that names them, `master.m3u8` last.
    `renditions` are all that `master.m3u8` lists from now on, highest first.
    """

    files: tuple[MediaFile, ...]
    renditions: tuple[Rendition, ...]


@dataclass(frozen=True, slots=True)
class ThumbnailReady:
    """The poster `thumbnail.jpg`, and a tiny blurred stand-in as a `data:` URL."""

    file: MediaFile
    placeholder: str | None


@dataclass(frozen=True, slots=True)
class StoryboardReady:
    """Scrubbing pictures: sheets first, `storyboard.vtt` last."""

    files: tuple[MediaFile, ...]


@dataclass(frozen=True, slots=True)
class PreviewReady:
    """A few silent seconds that move, `preview.mp4`, to show when somebody points at a video."""

    file: MediaFile


EngineEvent = (
    Planned | Progressed | RenditionsReady | ThumbnailReady | StoryboardReady | PreviewReady
)


class MediaEngine(Protocol):
    """Makes renditions and pictures from a source; stores and records nothing itself."""

    @abstractmethod
    async def plan(self, source: SourceFile) -> Planned:
        """Tell what `process` would do with `source`, without doing it.

        Raises:
            ProcessingFailedError: the source cannot be processed; its code says why.
        """

    @abstractmethod
    def process(self, job: EngineJob) -> AsyncGenerator[EngineEvent, None]:
        """Do the work and yield what becomes of it, as it becomes.

        The caller takes the files of an event (moves or reads them) before it asks for the next
        event, and may not touch them after.
        The iterator ends when every planned thing has been yielded.
        Closing the iterator, or cancelling the task that runs it, ends all work of the attempt
        and removes what it left behind, within seconds.
        Two attempts at one video never share a file.

        Raises:
            ProcessingFailedError: the attempt failed; its code carries blame and retryability.
        """

    @abstractmethod
    async def list_leftovers(self) -> tuple[tuple[VideoId, int], ...]:
        """Return the attempts that have scratch here and do not run in this process."""

    @abstractmethod
    async def remove_leftover(self, video_id: VideoId, attempt: int) -> None:
        """Remove the scratch of an attempt that is dead; repeated, it changes nothing."""
