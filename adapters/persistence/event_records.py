"""The stored form of events, and the way there and back.

The rules for changes are those of `video_records`.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from domain.event import EventType
from domain.ids import UserId, VideoId
from domain.video.details import Title
from domain.video.events import VideoEvent, VideoFacts
from domain.video.failure import Failure, FailureCode
from domain.video.lifecycle import VideoStatus


class VideoFactsRecord(Struct, frozen=True, kw_only=True):
    """`domain.video.events.VideoFacts`."""

    title: str
    status: VideoStatus
    progress: float
    complete: bool
    failure: FailureCode | None


class EventRecord(Struct, frozen=True, kw_only=True):
    """`domain.video.events.VideoEvent`."""

    schema: Literal[1] = 1
    type: EventType
    video_id: str
    owner_id: str
    at: datetime
    facts: VideoFactsRecord


def from_event(event: VideoEvent) -> EventRecord:
    """Return the record of an event."""
    facts = event.facts
    return EventRecord(
        type=event.type,
        video_id=event.video_id,
        owner_id=event.owner_id,
        at=event.at,
        facts=VideoFactsRecord(
            title=facts.title.text,
            status=facts.status,
            progress=facts.progress,
            complete=facts.complete,
            failure=facts.failure.code if facts.failure else None,
        ),
    )


def to_event(record: EventRecord) -> VideoEvent:
    """Return the event that a record holds."""
    facts = record.facts
    return VideoEvent(
        type=record.type,
        video_id=VideoId(record.video_id),
        owner_id=UserId(record.owner_id),
        at=record.at,
        facts=VideoFacts(
            title=Title(facts.title),
            status=facts.status,
            progress=facts.progress,
            complete=facts.complete,
            failure=Failure(facts.failure) if facts.failure else None,
        ),
    )
