"""One page of events, waited for where there is none."""

import asyncio
from dataclasses import dataclass

from application.actor import Actor
from application.ports.event_log import LoggedEvent
from application.use_cases.events.places import EventPlaces
from application.use_cases.events.watching import EventsRequest, WatchEvents
from domain.violations import Violation, ViolationCode, Violations

MAX_WAIT_S = 30


@dataclass(frozen=True, slots=True)
class EventPage:
    """Events in order, and the number to read on from."""

    events: tuple[LoggedEvent, ...]
    next: int


class ReadEvents:
    """Return up to 100 of the caller's events, in order; where there are none yet, wait for them.

    The answer comes as soon as there is an event, and after the wait in any case.
    `next` is what to ask for next; nothing between two such answers is missed or repeated.

    Raises:
        ValidationFailedError: `out_of_range` for `after` or `wait`.
        VideoNotFoundError: no such video, or another's.
        TooManyStreamsError: too many of the caller's streams and polls are waiting.
    """

    def __init__(self, events: WatchEvents, places: EventPlaces) -> None:
        self._events = events
        self._places = places

    async def __call__(self, actor: Actor, request: EventsRequest, wait_s: int = 0) -> EventPage:
        _judge(request, wait_s)
        with self._events.watch(actor) as watch:
            after = await self._events.start(actor, request)
            found = await self._events.read(actor, request, after)
            if found or wait_s == 0:
                return _page(found, after)
            with self._places.taken_by(actor.user_id):
                loop = asyncio.get_running_loop()
                until = loop.time() + wait_s
                while (left_s := until - loop.time()) > 0:
                    is_news = await watch.wait(left_s)
                    if is_news and (found := await self._events.read(actor, request, after)):
                        break
                    if not await self._events.goes_on(actor, watch):
                        break
        return _page(found, after)


def _judge(request: EventsRequest, wait_s: int) -> None:
    violations = Violations()
    if request.after is not None and request.after < 0:
        violations.add(Violation("after", ViolationCode.OUT_OF_RANGE, "Must be 0 or more."))
    if not 0 <= wait_s <= MAX_WAIT_S:
        message = f"Must be 0 to {MAX_WAIT_S} seconds."
        violations.add(Violation("wait", ViolationCode.OUT_OF_RANGE, message))
    if violations:
        raise violations.as_error()


def _page(found: tuple[LoggedEvent, ...], after: int) -> EventPage:
    return EventPage(found, found[-1].number if found else after)
