"""Guessing passwords is slow, whoever guesses from wherever; owners are not locked out."""

from datetime import timedelta

import pytest

from adapters.limits.in_process import InProcessRateLimits
from adapters.persistence.memory.session_repository import MemorySessionRepository
from application.errors import OverloadedError, RateLimitedError
from application.limits import LoginRates, Rate
from application.use_cases.accounts.login_guard import LoginGuard
from domain.account.client import Client
from domain.account.errors import InvalidCredentialsError
from domain.account.user import User
from domain.errors import PlatformError
from tests.builders import a_session, a_user

_RATES = LoginRates(Rate(3, timedelta(minutes=15)), Rate(5, timedelta(hours=1)))
_HOME = Client("Laptop", "192.0.2.1")


class Door:
    """One account, and those who try its password."""

    def __init__(self) -> None:
        self.owner: User = a_user()
        self.sessions = MemorySessionRepository()
        self._guard = LoginGuard(InProcessRateLimits(), self.sessions, _RATES)

    async def tries(
        self, address: str, fails_with: type[PlatformError] | None = InvalidCredentialsError
    ) -> None:
        async with self._guard.attempt(self.owner.email.text, self.owner, Client("", address)):
            if fails_with is not None:
                raise fails_with

    async def fails_from_elsewhere(self, times: int) -> None:
        for number in range(times):
            with pytest.raises(InvalidCredentialsError):
                await self.tries(f"198.51.100.{number}")


@pytest.fixture
def door() -> Door:
    return Door()


async def test_P13_failures_from_everywhere_close_the_account_to_strangers(door: Door) -> None:
    await door.fails_from_elsewhere(5)
    with pytest.raises(RateLimitedError):
        await door.tries("203.0.113.1", None)


async def test_P13_an_address_that_has_logged_in_before_is_let_in(door: Door) -> None:
    await door.sessions.add(a_session(user_id=door.owner.id, client=_HOME))
    await door.fails_from_elsewhere(5)
    await door.tries(_HOME.address, None)
    for _ in range(3):
        with pytest.raises(InvalidCredentialsError):
            await door.tries(_HOME.address)
    with pytest.raises(RateLimitedError):
        await door.tries(_HOME.address, None)


async def test_a_success_forgets_the_failures_of_its_network(door: Door) -> None:
    for _ in range(2):
        with pytest.raises(InvalidCredentialsError):
            await door.tries(_HOME.address)
    await door.tries(_HOME.address, None)
    for _ in range(3):
        with pytest.raises(InvalidCredentialsError):
            await door.tries(_HOME.address)


async def test_a_password_that_was_not_looked_at_is_no_failure(door: Door) -> None:
    for _ in range(20):
        with pytest.raises(OverloadedError):
            await door.tries(_HOME.address, OverloadedError)
    await door.fails_from_elsewhere(5)


async def test_P13_addresses_of_one_ipv6_subscriber_count_together(door: Door) -> None:
    for number in range(3):
        with pytest.raises(InvalidCredentialsError):
            await door.tries(f"2001:db8:0:1::{number}")
    with pytest.raises(RateLimitedError):
        await door.tries("2001:db8:0:1:ffff::1", None)
    await door.tries("2001:db8:0:2::1", None)
