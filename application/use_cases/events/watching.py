"""What reading once and following have in common."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from application.actor import Actor
from application.ports.event_log import EventLog, LoggedEvent
from application.ports.event_signals import EventSignals, EventWatch
from application.ports.video_repository import VideoRepository
from application.use_cases.accounts.check_actor import CheckActor
from application.use_cases.videos.ownership import require_owner
from domain.ids import VideoId

PAGE_EVENTS = 100
"""What is read from the log, and held in memory, at once."""

_LOOK_S = 0.5
"""How often it is looked whether the sessions of those who wait have ended; P16 and T47 allow 2 s,
of which the news from other processes may take one and a half."""


@dataclass(frozen=True, slots=True)
class EventsRequest:
    """Which of the caller's events, and from where.

    `after` is a number that was read before; one that was never given stands for now.
    None means from now on, or with `video_id` from the video's beginning.
    """

    after: int | None = None
    video_id: VideoId | None = None


class WatchEvents:
    """Reads pages of the caller's log, and waits for more; the session's end ends both.

    Who waits sleeps: one task looks at the sessions and tokens of all of them, and wakes those for
    whom it is over.

    Raises:
        VideoNotFoundError: no such video, or another's.
    """

    def __init__(
        self,
        log: EventLog,
        signals: EventSignals,
        videos: VideoRepository,
        check_actor: CheckActor,
    ) -> None:
        self._log = log
        self._signals = signals
        self._videos = videos
        self._check_actor = check_actor
        self._watching = Counter[Actor]()
        self._looking: asyncio.Task[None] | None = None

    async def start(self, actor: Actor, request: EventsRequest) -> int:
        """Return the number after which the caller wants to read."""
        if request.video_id is not None:
            require_owner(actor, await self._videos.get(request.video_id))
            if request.after is None:
                return 0
        head = await self._log.head()
        return head if request.after is None else min(request.after, head)

    async def read(
        self, actor: Actor, request: EventsRequest, after: int
    ) -> tuple[LoggedEvent, ...]:
        """Return the next page."""
        return await self._log.read(actor.user_id, after, PAGE_EVENTS, request.video_id)

    @contextmanager
    def watch(self, actor: Actor) -> Iterator[EventWatch]:
        """Listen for the caller's events, and for the end of the session."""
        self._watching[actor] += 1
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        try:
            with self._signals.watch(actor.user_id) as watch:
                yield watch
        finally:
            self._watching[actor] -= 1
            if not self._watching[actor]:
                del self._watching[actor]
            if not self._watching and self._looking is not None:
                self._looking.cancel()
                self._looking = None

    async def goes_on(self, actor: Actor, watch: EventWatch) -> bool:
        """Tell whether waiting has a use: neither the process nor the session is ending."""
        return not watch.is_over and await self._check_actor(actor)

    async def _look(self) -> None:
        # Tokens are looked up in the store: sessions must not wait for that.
        await asyncio.gather(self._look_at(by_token=False), self._look_at(by_token=True))

    async def _look_at(self, *, by_token: bool) -> None:
        while True:
            await asyncio.sleep(_LOOK_S)
            actors = [each for each in self._watching if (each.token_id is not None) is by_token]
            await asyncio.gather(*map(self._wake_if_over, actors))

    async def _wake_if_over(self, actor: Actor) -> None:
        try:
            is_over = not await self._check_actor(actor)
        except Exception:  # noqa: BLE001 - whoever wakes up asks again, and is told
            is_over = True
        if is_over:
            await self._signals.announce(actor.user_id)
