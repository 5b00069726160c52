"""Where videos are kept."""

from abc import abstractmethod
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from application.pages import Listing, Page, VideoQuery, VideoSurvey
from application.views import OwnVideo
from domain.ids import StagedId, UserId, VideoId
from domain.video.video import Video


@dataclass(frozen=True, slots=True)
class Usage:
    """What one owner's videos take."""

    videos: int
    source_bytes: int


@dataclass(frozen=True, slots=True)
class TotalUsage:
    """What everybody's videos take: as uploaded, and as published."""

    videos: int
    source_bytes: int
    published_bytes: int


@dataclass(frozen=True, slots=True)
class WaitingOwner:
    """An owner with due work: the one of their videos that has waited longest.

    `running` counts the owner's videos under a living claim.
    """

    owner_id: UserId
    video_id: VideoId
    due_at: datetime
    running: int


@dataclass(frozen=True, slots=True)
class WorkLoad:
    """The work of everybody: videos that are due, and those under a living claim.

    `oldest_wait_s` is how long the first of the waiting has been due, 0 where nothing waits.
    """

    waiting: int
    running: int
    oldest_wait_s: float


class VideoRepository(Protocol):
    """The videos, the deleted ones included until they are purged.

    A write that changes a video appends what it tells to the event log (see EventLog), and then
    wakes those who wait for it.
    A write is durable when it returns, and visible to every later read.
    Every method raises StoreUnavailableError when the store does not answer.
    """

    @abstractmethod
    async def add(self, video: Video) -> None:
        """Keep a new video.

        Raises:
            DuplicateIdError: another video has the id.
        """

    @abstractmethod
    async def get(self, video_id: VideoId) -> Video:
        """Return the video.

        Raises:
            VideoNotFoundError: there is none with this id, or it is deleted.
        """

    @abstractmethod
    async def show(self, video_id: VideoId) -> OwnVideo:
        """Return what the owner of the video sees; that it is the owner who asks, others check.

        Raises:
            VideoNotFoundError: there is none with this id, or it is deleted.
        """

    @abstractmethod
    async def list_owned(self, owner_id: UserId, query: VideoQuery) -> Page[OwnVideo]:
        """Return a page of the owner's videos, deleted ones left out.

        The cost does not grow with the number of videos of others, nor with the depth of a
        cursor.
        The caller validates the bounds of `query`.
        """

    @abstractmethod
    async def usage(self, owner_id: UserId) -> Usage:
        """Return what the owner's videos take, deleted ones left out."""

    @abstractmethod
    async def survey(self, query: VideoSurvey) -> Listing[Video]:
        """Return a page of everybody's videos, by falling id, deleted ones left out.

        It may look at each.
        The caller validates the bounds of `query`.
        """

    @abstractmethod
    async def total_usage(self) -> TotalUsage:
        """Return what everybody's videos take, deleted ones left out; it may look at each."""

    @abstractmethod
    async def update(self, video_id: VideoId, change: Callable[[Video], Video]) -> Video:
        """Replace the video by `change` of it, atomically, and return the new value.

        `change` is pure and may be called again when another writer was faster.
        A `change` that returns its argument writes nothing.
        What it raises reaches the caller, and nothing is written.

        Raises:
            VideoNotFoundError: there is none with this id, or it is deleted.
        """

    @abstractmethod
    async def list_waiting(self, now: datetime, limit: int) -> tuple[WaitingOwner, ...]:
        """Return owners whose videos are due at `now`, one entry each, longest wait first."""

    @abstractmethod
    async def measure_work(self, now: datetime) -> WorkLoad:
        """Return how much work there is at `now`; costs as much as there is, not as is stored."""

    @abstractmethod
    async def list_claimed(self, now: datetime, limit: int) -> tuple[Video, ...]:
        """Return videos under a claim that is alive at `now`, in any order."""

    @abstractmethod
    async def list_unfinished(self, cycle_began_before: datetime, limit: int) -> tuple[Video, ...]:
        """Return videos that still need work and whose cycle began before the instant."""

    @abstractmethod
    async def list_deleted(self, limit: int) -> tuple[Video, ...]:
        """Return deleted videos that are not purged, the first deleted first."""

    @abstractmethod
    async def purge(self, video_id: VideoId) -> None:
        """Forget a deleted video; forgetting it again changes nothing."""

    @abstractmethod
    async def find_known(self, video_ids: Collection[VideoId]) -> frozenset[VideoId]:
        """Return those of `video_ids` that have a record, deleted or not."""

    @abstractmethod
    async def find_staged(self, staged_ids: Collection[StagedId]) -> frozenset[StagedId]:
        """Return those of `staged_ids` in which a record says that its source lies."""
