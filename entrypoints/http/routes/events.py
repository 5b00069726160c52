"""What happens to the caller's videos: as a stream, or as a poll that waits."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated

from litestar import get
from litestar.openapi import ResponseSpec
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIResponse, Operation, Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import HeaderParameter, QueryParameter

from application.errors import VideoNotFoundError
from application.use_cases.events.follow_events import FollowEvents
from application.use_cases.events.places import TooManyStreamsError
from application.use_cases.events.read_events import MAX_WAIT_S
from application.use_cases.events.watching import EventsRequest
from domain.account.personal_token import Scope
from domain.ids import VideoId
from domain.violations import ValidationFailedError
from entrypoints.http.asgi import Answer
from entrypoints.http.describing import WITH_TOKEN, described
from entrypoints.http.event_stream import EVENT_STREAM, EventStreamAnswer
from entrypoints.http.json_answer import JsonAnswer
from entrypoints.http.request import ApiRequest
from entrypoints.http.routes.groups import for_holders
from entrypoints.http.routes.parameters import VideoIdParameter
from entrypoints.http.schemas.events import EventPageAnswer

_JSON = "application/json"
_NOW = 2**63 - 1
"""Above every number that is given, so it stands for now."""

AfterParameter = Annotated[
    int | None,
    QueryParameter(
        schema_extra={"minimum": 0}, description="The number of the last event that was seen."
    ),
]
WaitParameter = Annotated[
    int | None,
    QueryParameter(
        schema_extra={"minimum": 0, "maximum": MAX_WAIT_S},
        description="Seconds to wait for an event where there is none.",
    ),
]
LastEventIdParameter = Annotated[
    str | None,
    HeaderParameter(
        name="Last-Event-ID",
        description="The number of the last event that was seen, as browsers send it.",
    ),
]


@dataclass
class EventsOperation(Operation):
    """Describes the stream beside the page, which the framework cannot see."""

    def __post_init__(self) -> None:
        """Put it where the description has the page alone."""
        found = (self.responses or {}).get("200")
        if isinstance(found, OpenAPIResponse) and found.content is not None:
            messages = Schema(
                type=OpenAPIType.STRING,
                description="`id`, `event` (the type) and `data` (an EventAnswer) for each event.",
            )
            found.content[EVENT_STREAM] = OpenAPIMediaType(schema=messages)


_PAGE = ResponseSpec(
    EventPageAnswer,
    description="A stream; or one page, where `after` or `wait` is given or JSON is asked for.",
    generate_examples=False,
)


@get(
    "/events",
    operation_class=EventsOperation,
    **described(
        "Follow my events",
        FollowEvents,
        *WITH_TOKEN,
        Scope.EVENTS_READ,
        ValidationFailedError,
        TooManyStreamsError,
        http_200=_PAGE,
    ),
)
async def get_events(
    request: ApiRequest,
    after: AfterParameter = None,
    wait: WaitParameter = None,
    last_event_id: LastEventIdParameter = None,
) -> Answer:
    return await _answer(request, None, after, wait, last_event_id)


@get(
    "/{video_id:str}/events",
    operation_class=EventsOperation,
    **described(
        "Follow the events of a video",
        FollowEvents,
        *WITH_TOKEN,
        Scope.EVENTS_READ,
        ValidationFailedError,
        VideoNotFoundError,
        TooManyStreamsError,
        http_200=_PAGE,
    ),
)
async def get_video_events(
    request: ApiRequest,
    video_id: VideoIdParameter,
    after: AfterParameter = None,
    wait: WaitParameter = None,
    last_event_id: LastEventIdParameter = None,
) -> Answer:
    return await _answer(request, VideoId.parse(video_id), after, wait, last_event_id)


async def _answer(
    request: ApiRequest,
    video_id: VideoId | None,
    after: int | None,
    wait: int | None,
    last_event_id: str | None,
) -> Answer:
    accepted = request.headers.get("accept", "")
    is_poll = after is not None or wait is not None or _JSON in accepted
    if EVENT_STREAM in accepted or not is_poll:
        start = after if last_event_id is None else _number(last_event_id)
        asked = EventsRequest(start, video_id)
        return EventStreamAnswer(
            partial(request.application.follow_events.open, request.actor, asked)
        )
    request.take_time()
    asked = EventsRequest(after, video_id)
    page = await request.application.read_events(request.actor, asked, wait or 0)
    return JsonAnswer(EventPageAnswer.of(page))


def _number(last_event_id: str) -> int:
    """Return the number that a header names; whatever else it may hold stands for now."""
    is_number = last_event_id.isascii() and last_event_id.isdecimal()
    return int(last_event_id) if is_number and len(last_event_id) < len(str(_NOW)) else _NOW


EVENTS = for_holders("/api", [get_events], "Events")
