"""What is told about a video when it changes.

Events follow from the change itself, not from the verb that made it: whatever moves a video from
one state to another, each difference that its owner cares for is told exactly once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.event import EventType
from domain.ids import UserId, VideoId
from domain.video.details import Title
from domain.video.failure import Failure
from domain.video.lifecycle import VideoStatus
from domain.video.video import Video


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """The video right after the change; later changes leave it as it is."""

    title: Title
    status: VideoStatus
    progress: float
    complete: bool
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class VideoEvent:
    """One change of one video."""

    type: EventType
    video_id: VideoId
    owner_id: UserId
    at: datetime
    facts: VideoFacts


def events_of(before: Video | None, after: Video) -> tuple[VideoEvent, ...]:
    """Return what a change tells, in the order in which it came about; often nothing.

    Args:
        before: the video as it was, or None where it is new.
        after: the video as it is from here on.
    """
    facts = VideoFacts(after.title, after.status, after.progress, after.complete, after.failure)
    return tuple(
        VideoEvent(told, after.id, after.owner_id, after.updated_at, facts)
        for told in _types_of(before, after)
    )


def _types_of(before: Video | None, after: Video) -> Iterator[EventType]:
    if before is None:
        yield EventType.CREATED
        return
    if _begins(before, after):
        yield EventType.PROCESSING
    if after.is_playable and not before.is_playable:
        yield EventType.PLAYABLE
    if after.complete and not before.complete:
        yield EventType.COMPLETED
    if after.failure is not None and before.failure is None:
        yield EventType.FAILED
    if after.revision != before.revision:
        yield EventType.UPDATED
    if after.deleted_at is not None and before.deleted_at is None:
        yield EventType.DELETED


def _begins(before: Video, after: Video) -> bool:
    """Tell whether a cycle of work begins: by the first claim of all, or by a retry.

    Further attempts of a cycle tell nothing: to the owner, the video is still being processed.
    """
    is_first_claim = before.effort.attempts_begun == 0 < after.effort.attempts_begun
    return is_first_claim or (before.failure is not None and after.failure is None)
