"""The engine that turns a source into something players can play.

One kind works here and leaves files, which the caller publishes.
The other is hosted: it takes the source over, works on by itself while no attempt runs, and serves
what it made from its own place.
"""

from abc import abstractmethod
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from application.ports.source_file import SourceFile
from domain.ids import UserId, VideoId
from domain.video.plan import EncodingPlan
from domain.video.renditions import Rendition
from domain.video.source import SourceInfo


@dataclass(frozen=True, slots=True)
class EngineJob:
    """One attempt at one video; `attempt` rises with every claim.

    `source` is None where the original lies with the engine alone.
    `bookmark` is the newest that any attempt at the video has kept.
    `report` is what the engine itself said about the video since, however often and in whatever
    order: see EngineReports.
    """

    video_id: VideoId
    owner_id: UserId
    attempt: int
    source: SourceFile | None
    bookmark: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """Probing is over: what the source is, and what will be made of it.

    The first event of an engine that works here; a hosted one plans for itself.
    """

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


@dataclass(frozen=True, slots=True)
class Examined:
    """What a hosted engine found in the source."""

    source: SourceInfo


@dataclass(frozen=True, slots=True)
class Bookmarked:
    """Something that the next attempt must know; durable before the engine goes on."""

    bookmark: str


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A hosted engine works on by itself, and this attempt is over. Always the last event.

    The next attempt comes after `look_again_after`, or as soon as the engine reports.
    """

    look_again_after: timedelta


@dataclass(frozen=True, slots=True)
class HostedReady:
    """A hosted engine serves everything that it makes. Always the last event.

    `hosted_as` says where, in words that only adapters of that engine understand.
    `renditions` are all that the master playlist lists, highest first.
    `placeholder` is a tiny stand-in for the thumbnail as a `data:` URL.
    """

    hosted_as: str
    renditions: tuple[Rendition, ...]
    has_thumbnail: bool
    has_storyboard: bool
    placeholder: str | None = None


EngineEvent = (
    Planned
    | Examined
    | Progressed
    | RenditionsReady
    | ThumbnailReady
    | StoryboardReady
    | PreviewReady
    | Bookmarked
    | Awaiting
    | HostedReady
)


class MediaEngine(Protocol):
    """Makes renditions and pictures from a source; records nothing itself."""

    @abstractmethod
    async def max_source_bytes(self) -> int | None:
        """Return the length beyond which no source is taken; None where none is known.

        The answer comes soon, whether or not a hosted engine does.
        """

    @abstractmethod
    async def plan(self, source: SourceFile) -> Planned:
        """Tell what `process` would do with `source`, without doing it.

        Raises:
            ProcessingFailedError: the source cannot be processed; its code says why.
            PlanUnknownError: the engine decides elsewhere, once it has the file.
        """

    @abstractmethod
    def process(self, job: EngineJob) -> AsyncGenerator[EngineEvent, None]:
        """Do the work and yield what becomes of it, as it becomes.

        The caller takes the files of an event (moves or reads them) before it asks for the next
        event, and may not touch them after.
        It keeps what an event brings, durably, before it asks for the next.
        The iterator ends when every planned thing has been yielded, or after Awaiting.
        Closing the iterator, or cancelling the task that runs it, ends all work of the attempt
        and removes what it left behind here, within seconds.
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

    @abstractmethod
    async def remove(self, video_id: VideoId, owner_id: UserId) -> None:
        """Remove whatever lies with a hosted engine for a video; repeated, it changes nothing.

        Players get nothing of it soon after, copies in caches included.

        Raises:
            ServiceUnavailableError: it may be there still.
        """
