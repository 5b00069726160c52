"""Requests that last end with what let them in."""

from datetime import timedelta

import pytest

from adapters.persistence.memory.personal_token_repository import MemoryPersonalTokenRepository
from adapters.persistence.memory.session_repository import MemorySessionRepository
from adapters.persistence.memory.user_repository import MemoryUserRepository
from adapters.security.store_revocations import StoreSessionRevocations
from application.actor import Actor
from application.use_cases.accounts.check_actor import CheckActor
from domain.account.user import Role, User
from domain.ids import UserId
from tests.builders import NOW, a_personal_token, a_session, a_user, an_id
from tests.doubles.clock import ManualClock

_A_DAY = timedelta(days=1)


class Gate:
    """One user with a session and a token, both inside."""

    def __init__(self) -> None:
        self.clock = ManualClock(NOW)
        self.user: User = a_user()
        self.session = a_session(user_id=self.user.id)
        self.token = a_personal_token(user_id=self.user.id, expires_at=NOW + _A_DAY)
        self.users = MemoryUserRepository()
        self.sessions = MemorySessionRepository()
        self.tokens = MemoryPersonalTokenRepository()
        self.revocations = StoreSessionRevocations(self.sessions, self.clock, _A_DAY)
        self.check = CheckActor(self.revocations, self.tokens, self.users, self.clock)
        self.person = Actor(self.user.id, self.session.id, Role.USER)
        self.script = Actor(self.user.id, None, Role.USER, self.token.id)

    async def open(self) -> None:
        await self.users.add(self.user)
        await self.sessions.add(self.session)
        await self.tokens.add(self.token)


@pytest.fixture
async def gate() -> Gate:
    gate = Gate()
    await gate.open()
    return gate


async def test_what_still_opens_goes_on(gate: Gate) -> None:
    assert await gate.check(gate.person)
    assert await gate.check(gate.script)


async def test_T47_the_end_of_a_session_ends_what_it_opened(gate: Gate) -> None:
    await gate.revocations.note_ended(gate.session.id, NOW)
    assert not await gate.check(gate.person)
    assert await gate.check(gate.script)


async def test_T47_a_token_that_is_removed_or_over_ends_what_it_opened(gate: Gate) -> None:
    gate.clock.advance(_A_DAY)
    assert not await gate.check(gate.script)
    await gate.tokens.remove(gate.token.id)
    assert not await gate.check(gate.script)


async def test_P16_a_token_opens_nothing_for_a_disabled_user(gate: Gate) -> None:
    await gate.users.update(gate.user.id, lambda stored: stored.disable(NOW))
    assert not await gate.check(gate.script)
    nobody = Actor(an_id(UserId), None, Role.USER, gate.token.id)
    assert not await gate.check(nobody)
