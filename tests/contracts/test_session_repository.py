"""What every store of sessions promises."""

import asyncio
from datetime import timedelta

import pytest

from application.errors import DuplicateIdError, SessionNotFoundError
from application.ports.session_repository import SessionRepository
from domain.account.client import Client
from domain.account.session import Session
from domain.ids import SessionId, UserId
from tests.builders import NOW, a_session, an_id

A_MS = timedelta(milliseconds=1)

SESSIONS = {
    "fresh": a_session(),
    "from somewhere": a_session(client=Client("Phone/1.0", "2001:db8::1"), last_used_at=NOW + A_MS),
    "rotated": a_session(spent_digests=("first", "second"), rotated_at=NOW + A_MS, version=3),
    "ended": a_session(ended_at=NOW + A_MS, version=2),
}


@pytest.mark.parametrize("kind", SESSIONS)
async def test_a_session_comes_back_as_it_was(sessions: SessionRepository, kind: str) -> None:
    await sessions.add(SESSIONS[kind])

    assert await sessions.find(SESSIONS[kind].id) == SESSIONS[kind]


async def test_an_unknown_session_is_not_found(sessions: SessionRepository) -> None:
    nothing = an_id(SessionId)

    assert await sessions.find(nothing) is None
    with pytest.raises(SessionNotFoundError):
        await sessions.update(nothing, lambda session: session.end(NOW))


async def test_an_id_is_taken_once(sessions: SessionRepository) -> None:
    first = a_session()
    await sessions.add(first)

    with pytest.raises(DuplicateIdError):
        await sessions.add(a_session(id=first.id))

    assert await sessions.find(first.id) == first


async def test_an_update_is_kept_and_returned(sessions: SessionRepository) -> None:
    session = a_session()
    await sessions.add(session)

    changed = await sessions.update(session.id, lambda stored: stored.end(NOW))

    assert changed == session.end(NOW)
    assert await sessions.find(session.id) == changed


async def test_of_twenty_rotations_with_one_token_one_succeeds(sessions: SessionRepository) -> None:
    session = a_session()
    await sessions.add(session)
    day = timedelta(days=1)

    def rotate_to(successor: str) -> Session:
        return session.rotate(session.token_digest, successor, NOW, life=day, grace=day)

    async def present(successor: str) -> Session:
        return await sessions.update(
            session.id,
            lambda stored: stored.rotate(session.token_digest, successor, NOW, life=day, grace=day),
        )

    answers = await asyncio.gather(*(present(f"d{n}") for n in range(20)), return_exceptions=True)

    winners = [answer for answer in answers if isinstance(answer, Session)]
    assert len(winners) == 1
    assert winners[0] == rotate_to(winners[0].token_digest) == await sessions.find(session.id)


async def test_a_change_that_raises_writes_nothing(sessions: SessionRepository) -> None:
    session = a_session()
    await sessions.add(session)

    def refuse(_: Session) -> Session:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await sessions.update(session.id, refuse)
    assert await sessions.find(session.id) == session


async def test_a_change_without_a_difference_changes_nothing(sessions: SessionRepository) -> None:
    session = a_session(ended_at=NOW)
    await sessions.add(session)

    assert await sessions.update(session.id, lambda stored: stored.end(NOW + A_MS)) == session
    assert await sessions.find(session.id) == session


async def test_addresses_are_known_beyond_the_end_of_a_session(sessions: SessionRepository) -> None:
    mine = an_id(UserId)
    home, office = Client("Laptop", "192.0.2.1"), Client("Laptop", "192.0.2.2")
    await sessions.add(a_session(user_id=mine, client=home))
    await sessions.add(a_session(user_id=mine, client=office, ended_at=NOW))
    await sessions.add(a_session(client=Client("Laptop", "192.0.2.3")))

    assert await sessions.list_addresses(mine) == {"192.0.2.1", "192.0.2.2"}
    assert await sessions.list_addresses(an_id(UserId)) == frozenset()


async def test_sessions_that_ended_come_oldest_end_first(sessions: SessionRepository) -> None:
    ends = [a_session(ended_at=NOW + n * A_MS) for n in (2, 0, 3, 1)]
    for session in (*ends, a_session()):
        await sessions.add(session)

    assert await sessions.list_ended_since(NOW + A_MS) == (ends[3], ends[0], ends[2])
    assert await sessions.list_ended_since(NOW + 4 * A_MS) == ()


async def test_expired_sessions_are_forgotten_and_counted(sessions: SessionRepository) -> None:
    expired = [a_session(expires_at=NOW - A_MS), a_session(expires_at=NOW - A_MS, ended_at=NOW)]
    alive = a_session(expires_at=NOW)
    for session in (*expired, alive):
        await sessions.add(session)

    assert await sessions.remove_expired(NOW) == 2
    assert await sessions.remove_expired(NOW) == 0
    assert [await sessions.find(session.id) for session in expired] == [None, None]
    assert await sessions.find(alive.id) == alive


async def test_the_living_sessions_of_a_user_come_newest_first(sessions: SessionRepository) -> None:
    mine = an_id(UserId)
    alive = [a_session(user_id=mine) for _ in range(3)]
    over = [a_session(user_id=mine, ended_at=NOW), a_session(user_id=mine, expires_at=NOW)]
    for session in (*alive, *over, a_session()):
        await sessions.add(session)

    newest_first = sorted(alive, key=lambda session: session.id, reverse=True)
    assert await sessions.list_alive(mine, NOW) == tuple(newest_first)
    assert await sessions.list_alive(an_id(UserId), NOW) == ()
