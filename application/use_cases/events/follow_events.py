"""Events as they happen."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress

from application.actor import Actor
from application.errors import StoreUnavailableError
from application.ports.event_log import LoggedEvent
from application.ports.event_signals import EventWatch
from application.use_cases.events.places import EventPlaces
from application.use_cases.events.watching import (
    PAGE_EVENTS,
    EventsRequest,
    WatchEvents,
)
from domain.event import EventType

_QUIET_S = 5.0
"""After so long without news, an empty page is yielded."""

Batches = AsyncGenerator[tuple[LoggedEvent, ...], None]


class FollowEvents:
    """Follow the caller's events, each once and in order, also across reconnects.

    Every change of a video is one event; their types are the closed set that `type` lists.
    A new stream begins with what happens next, that of one video with the video's first event.
    A stream that continues after the number of an event that was seen misses and repeats nothing,
    for as long as events are kept: 30 days. A number that was never given stands for now.
    The stream ends with the caller's session, that of one video with its deletion, and any where
    the store stops answering.

    Raises:
        VideoNotFoundError: no such video, or another's.
        TooManyStreamsError: the caller follows as many streams as a user may.
    """

    def __init__(self, events: WatchEvents, places: EventPlaces) -> None:
        self._events = events
        self._places = places

    @asynccontextmanager
    async def open(
        self, actor: Actor, request: EventsRequest
    ) -> AsyncIterator[AsyncIterator[tuple[LoggedEvent, ...]]]:
        """Yield an iterator of pages; it yields empty ones while nothing happens.

        What is not asked for stays in the log: a slow reader costs one page of memory.
        """
        with self._places.taken_by(actor.user_id), self._events.watch(actor) as watch:
            after = await self._events.start(actor, request)
            async with aclosing(self._follow(actor, request, after, watch)) as batches:
                yield batches

    async def _follow(
        self, actor: Actor, request: EventsRequest, after: int, watch: EventWatch
    ) -> Batches:
        is_news = True
        with suppress(StoreUnavailableError):
            while await self._events.goes_on(actor, watch):
                found = await self._events.read(actor, request, after) if is_news else ()
                yield found
                if found:
                    after = found[-1].number
                    if request.video_id is not None and _tell_the_end(found):
                        return
                is_news = len(found) == PAGE_EVENTS or await watch.wait(_QUIET_S)


def _tell_the_end(found: tuple[LoggedEvent, ...]) -> bool:
    return found[-1].event.type is EventType.DELETED
