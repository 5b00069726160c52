"""Who waits for events sleeps until there are some, or its session is over."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack

import pytest

from adapters.events.in_process import InProcessEventSignals
from adapters.persistence.memory.event_log import MemoryEventLog
from adapters.persistence.memory.video_repository import MemoryVideoRepository
from application.actor import Actor
from application.errors import StoreUnavailableError
from application.use_cases.events import watching
from application.use_cases.events.watching import WatchEvents
from domain.account.user import Role
from domain.ids import PersonalTokenId, SessionId, UserId
from tests.builders import an_id

_LONG_S = 30.0


class Sessions:
    """Tells which actors are over, and counts how often it is asked."""

    def __init__(self) -> None:
        self.over: set[Actor] = set()
        self.asked: list[Actor] = []
        self.fault: Exception | None = None

    async def __call__(self, actor: Actor) -> bool:
        self.asked.append(actor)
        if self.fault is not None:
            raise self.fault
        return actor not in self.over


@pytest.fixture
def sessions() -> Sessions:
    return Sessions()


@pytest.fixture
def events(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> WatchEvents:
    monkeypatch.setattr(watching, "_LOOK_S", 0.01)
    log = MemoryEventLog()
    signals = InProcessEventSignals(log)
    return WatchEvents(log, signals, MemoryVideoRepository(), sessions)  # type: ignore[arg-type]


def somebody(*, token: bool = False) -> Actor:
    user_id = an_id(UserId)
    if token:
        return Actor(user_id, None, Role.USER, an_id(PersonalTokenId))
    return Actor(user_id, an_id(SessionId), Role.USER)


@pytest.fixture(params=[False, True], ids=["session", "token"])
def actor(request: pytest.FixtureRequest) -> Actor:
    return somebody(token=request.param)


@pytest.fixture
async def waiting(events: WatchEvents, actor: Actor) -> AsyncIterator[asyncio.Task[bool]]:
    with events.watch(actor) as watch:
        task = asyncio.create_task(watch.wait(_LONG_S))
        yield task
        task.cancel()


async def test_T47_the_end_of_a_session_wakes_whoever_waits(
    sessions: Sessions, actor: Actor, waiting: asyncio.Task[bool]
) -> None:
    sessions.over.add(actor)

    assert await waiting


@pytest.mark.parametrize("fault", [StoreUnavailableError(), RuntimeError()])
async def test_a_look_that_fails_wakes_whoever_waits_and_is_not_the_last(
    sessions: Sessions,
    waiting: asyncio.Task[bool],
    events: WatchEvents,
    actor: Actor,
    fault: Exception,
) -> None:
    sessions.fault = fault
    assert await waiting

    sessions.fault = None
    sessions.over.add(actor)
    with events.watch(actor) as watch:
        assert await watch.wait(_LONG_S)


async def test_nobody_is_woken_for_anothers_end(
    events: WatchEvents, sessions: Sessions, waiting: asyncio.Task[bool]
) -> None:
    other = somebody()
    sessions.over.add(other)
    with events.watch(other) as watch:
        assert await watch.wait(_LONG_S)

    assert not waiting.done()


async def test_many_who_wait_with_one_session_are_one_look(
    events: WatchEvents, sessions: Sessions
) -> None:
    actor, other = somebody(), somebody()
    sessions.over.add(other)

    with ExitStack() as watches:
        for _ in range(100):
            watches.enter_context(events.watch(actor))
        with events.watch(other) as woken:
            assert await woken.wait(_LONG_S)

    assert sessions.asked.count(actor) <= sessions.asked.count(other) + 1


async def test_nobody_is_looked_at_when_nobody_waits(
    events: WatchEvents, sessions: Sessions
) -> None:
    actor = somebody()
    sessions.over.add(actor)
    with events.watch(actor) as watch:
        await watch.wait(_LONG_S)
    looks = len(sessions.asked)

    with events.watch(somebody()) as other:
        assert not await other.wait(0.05)

    assert actor not in sessions.asked[looks:]
