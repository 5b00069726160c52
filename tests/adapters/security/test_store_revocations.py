"""Ended sessions, followed in the store, when several processes end them and the store is away."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from adapters.persistence.memory.session_repository import MemorySessionRepository
from adapters.security.store_revocations import StoreSessionRevocations
from application.errors import StoreUnavailableError
from domain.account.session import Session
from domain.ids import SessionId
from tests.builders import NOW, a_session, an_id
from tests.doubles.clock import ManualClock

TOKEN_LIFE = timedelta(days=7)
A_SECOND = timedelta(seconds=1)


class CountingSessions(MemorySessionRepository):
    """A store that counts its look-ups, and is away on demand."""

    def __init__(self) -> None:
        super().__init__()
        self.is_away = False
        self.look_ups = 0
        self.asked_since: list[datetime] = []

    async def find(self, session_id: SessionId) -> Session | None:
        self._answer()
        self.look_ups += 1
        return await super().find(session_id)

    async def list_ended_since(self, since: datetime) -> tuple[Session, ...]:
        self._answer()
        self.asked_since.append(since)
        return await super().list_ended_since(since)

    def _answer(self) -> None:
        if self.is_away:
            raise StoreUnavailableError


class Follower:
    """One process that follows the store; its clocks move together."""

    def __init__(self, sessions: CountingSessions) -> None:
        self.clock = ManualClock(NOW)
        self.revocations = StoreSessionRevocations(
            sessions, self.clock, TOKEN_LIFE, elapsed_s=self._elapsed_s
        )
        self.is_ended: Callable[[SessionId], object] = self.revocations.is_ended

    def _elapsed_s(self) -> float:
        return (self.clock.now() - NOW).total_seconds()


@pytest.fixture
def sessions() -> CountingSessions:
    return CountingSessions()


async def test_P16_an_end_elsewhere_is_known_after_the_next_refresh_without_a_look_up(
    sessions: CountingSessions,
) -> None:
    follower, session = Follower(sessions), a_session()
    await sessions.add(session)
    await follower.revocations.refresh()
    assert not await follower.revocations.is_ended(session.id)

    follower.clock.advance(A_SECOND)
    await sessions.update(session.id, lambda stored: stored.end(follower.clock.now()))
    await follower.revocations.refresh()

    assert await follower.revocations.is_ended(session.id)
    assert sessions.look_ups == 0


async def test_P16_ends_from_before_the_start_are_known(sessions: CountingSessions) -> None:
    session = a_session(ended_at=NOW - TOKEN_LIFE + A_SECOND)
    await sessions.add(session)
    follower = Follower(sessions)

    await follower.revocations.refresh()

    assert await follower.revocations.is_ended(session.id)
    assert sessions.look_ups == 0


async def test_P16_a_process_without_fresh_news_asks_for_each_session(
    sessions: CountingSessions,
) -> None:
    follower, alive, ended = Follower(sessions), a_session(), a_session()
    for session in (alive, ended):
        await sessions.add(session)
    await follower.revocations.refresh()
    await sessions.update(ended.id, lambda stored: stored.end(NOW))

    follower.clock.advance(timedelta(seconds=2.5))

    assert not await follower.revocations.is_ended(alive.id)
    assert await follower.revocations.is_ended(ended.id)
    assert await follower.revocations.is_ended(an_id(SessionId))
    assert sessions.look_ups == 3
    assert await follower.revocations.is_ended(ended.id)
    assert sessions.look_ups == 3


async def test_P16_before_the_first_refresh_each_session_is_asked_for(
    sessions: CountingSessions,
) -> None:
    session = a_session()
    await sessions.add(session)

    assert not await Follower(sessions).revocations.is_ended(session.id)
    assert sessions.look_ups == 1


async def test_P16_without_news_and_without_the_store_nobody_is_let_in(
    sessions: CountingSessions,
) -> None:
    follower, session = Follower(sessions), a_session()
    await sessions.add(session)
    await follower.revocations.refresh()
    sessions.is_away = True
    with pytest.raises(StoreUnavailableError):
        await follower.revocations.refresh()
    assert not await follower.revocations.is_ended(session.id)

    follower.clock.advance(timedelta(seconds=2.5))

    with pytest.raises(StoreUnavailableError):
        await follower.revocations.is_ended(session.id)


async def test_P16_ends_during_an_outage_are_caught_up_with(sessions: CountingSessions) -> None:
    follower, session = Follower(sessions), a_session()
    await sessions.add(session)
    await follower.revocations.refresh()
    sessions.is_away = True
    for _ in range(3600):
        follower.clock.advance(A_SECOND)
        with pytest.raises(StoreUnavailableError):
            await follower.revocations.refresh()

    sessions.is_away = False
    await sessions.update(session.id, lambda stored: stored.end(NOW + A_SECOND))
    await follower.revocations.refresh()

    assert await follower.revocations.is_ended(session.id)


async def test_P16_an_end_told_by_a_clock_that_is_minutes_behind_is_known(
    sessions: CountingSessions,
) -> None:
    follower, session = Follower(sessions), a_session()
    await sessions.add(session)
    await follower.revocations.refresh()

    await sessions.update(session.id, lambda stored: stored.end(NOW - timedelta(minutes=4)))
    await follower.revocations.refresh()

    assert await follower.revocations.is_ended(session.id)


async def test_T37_a_clock_that_was_set_back_hides_no_end(sessions: CountingSessions) -> None:
    follower, session = Follower(sessions), a_session()
    await sessions.add(session)
    await follower.revocations.refresh()

    follower.clock.jump_to(NOW - timedelta(hours=1))
    await sessions.update(session.id, lambda stored: stored.end(follower.clock.now()))
    await follower.revocations.refresh()

    assert await follower.revocations.is_ended(session.id)


async def test_each_refresh_reads_only_what_is_recent(sessions: CountingSessions) -> None:
    follower = Follower(sessions)
    await follower.revocations.refresh()
    follower.clock.advance(A_SECOND)

    await follower.revocations.refresh()

    first, second = sessions.asked_since
    assert first <= NOW - TOKEN_LIFE
    assert second >= NOW - timedelta(minutes=10)


async def test_an_end_is_forgotten_when_its_tokens_have_run_out(
    sessions: CountingSessions,
) -> None:
    follower, session_id = Follower(sessions), an_id(SessionId)
    await follower.revocations.note_ended(session_id, NOW)

    follower.clock.advance(TOKEN_LIFE)
    await follower.revocations.refresh()
    assert await follower.revocations.is_ended(session_id)

    follower.clock.advance(timedelta(hours=1))
    await follower.revocations.refresh()
    assert not await follower.revocations.is_ended(session_id)
