"""What every kind of access token promises."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from application.actor import Actor
from application.ports.access_tokens import AccessTokens
from domain.account.errors import InvalidTokenError, TokenExpiredError
from domain.account.user import Role
from domain.ids import SessionId, UserId
from tests.builders import NOW, an_id
from tests.contracts.adapters_under_test.security import ACCESS_TOKENS
from tests.contracts.adapters_under_test.table import each

LATER = NOW + timedelta(days=7)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture(params=each(ACCESS_TOKENS))
async def tokens(request: pytest.FixtureRequest) -> AsyncIterator[AccessTokens]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.mark.parametrize("role", Role)
async def test_a_token_tells_whom_it_was_issued_for(tokens: AccessTokens, role: Role) -> None:
    actor = an_actor(role)
    token = tokens.issue(actor, now=NOW, expires_at=LATER)

    assert tokens.verify(token, NOW) == actor
    assert tokens.verify(token, LATER - A_MINUTE) == actor


async def test_two_tokens_of_one_moment_differ(tokens: AccessTokens) -> None:
    actor = an_actor()

    first = tokens.issue(actor, now=NOW, expires_at=LATER)
    second = tokens.issue(actor, now=NOW, expires_at=LATER)

    assert first != second


async def test_a_token_ends_by_the_callers_clock(tokens: AccessTokens) -> None:
    token = tokens.issue(an_actor(), now=NOW, expires_at=LATER)

    with pytest.raises(TokenExpiredError):
        tokens.verify(token, LATER + A_MINUTE)


async def test_a_token_that_was_verified_before_ends_too(tokens: AccessTokens) -> None:
    actor = an_actor()
    token = tokens.issue(actor, now=NOW, expires_at=LATER)
    assert tokens.verify(token, NOW) == actor

    for _ in range(2):
        with pytest.raises(TokenExpiredError):
            tokens.verify(token, LATER + A_MINUTE)


@pytest.mark.parametrize("text", ["", ".", "..", "a.b.c", "x" * 100_000, "\ud800", "ü.ü.ü", "\0"])
async def test_T12_what_is_no_token_is_refused(tokens: AccessTokens, text: str) -> None:
    with pytest.raises(InvalidTokenError):
        tokens.verify(text, NOW)


async def test_T12_a_changed_token_is_refused(tokens: AccessTokens) -> None:
    token = tokens.issue(an_actor(), now=NOW, expires_at=LATER)
    other = tokens.issue(an_actor(Role.ADMIN), now=NOW, expires_at=LATER)
    half = len(token) // 2

    for changed in (token[:-1], f"{token}A", f"{token}=", f" {token}", token[:half] + other[half:]):
        with pytest.raises(InvalidTokenError):
            tokens.verify(changed, NOW)


def an_actor(role: Role = Role.USER) -> Actor:
    return Actor(an_id(UserId), an_id(SessionId), role)
