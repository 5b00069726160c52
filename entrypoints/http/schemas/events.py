"""Events on the wire."""

from typing import Annotated, Self

import msgspec
from litestar.params import Body

from application.event_document import document_of
from application.ports.event_log import LoggedEvent
from application.use_cases.events.read_events import EventPage
from domain.event import EventType
from domain.video.lifecycle import VideoStatus
from entrypoints.http.schemas.videos import FailureAnswer
from entrypoints.http.schemas.wire import Wire

_MEANINGS = "\n".join(f"- `{event_type}`: {event_type.meaning}" for event_type in EventType)

TypeName = Annotated[EventType, Body(description=_MEANINGS)]
Instant = Annotated[str, Body(schema_extra={"format": "date-time"})]


class EventData(Wire, frozen=True, kw_only=True):
    """The video as it was right after the change."""

    title: str
    status: VideoStatus
    progress: float
    complete: bool
    failure: FailureAnswer | None


class EventAnswer(Wire, frozen=True, kw_only=True):
    """One change of one video; `id` rises from event to event, with gaps."""

    id: int
    type: TypeName
    video_id: str
    at: Instant
    data: EventData

    @classmethod
    def of(cls, entry: LoggedEvent) -> Self:
        """Return the wire form of `entry`."""
        return msgspec.convert(document_of(entry), cls)


class EventPageAnswer(Wire, frozen=True, kw_only=True):
    """Events in order; `next` is the `after` of the next request."""

    data: tuple[EventAnswer, ...]
    next: int

    @classmethod
    def of(cls, page: EventPage) -> Self:
        """Return the wire form of `page`."""
        return cls(data=tuple(map(EventAnswer.of, page.events)), next=page.next)
