"""Registering, logging in, refreshing and logging out."""

import asyncio
from datetime import timedelta

import pytest

from application.errors import EmailTakenError
from application.use_cases.accounts.credentials import Credentials
from application.use_cases.accounts.log_in import LogInRequest
from application.use_cases.accounts.register_user import RegisterUserRequest
from domain.account.errors import (
    InvalidCredentialsError,
    InvalidRefreshTokenError,
    InvalidTokenError,
    RefreshTokenReusedError,
    RefreshTokenRotatedError,
    TokenExpiredError,
)
from domain.account.user import Role
from domain.violations import ValidationFailedError
from tests.application.platform import Platform

_PASSWORD = "correct horse battery"


async def _register(platform: Platform, email: str = "ada@example.com") -> Credentials:
    return await platform.app.register_user(RegisterUserRequest("Ada", email, _PASSWORD))


async def test_a_registered_user_is_logged_in(platform: Platform) -> None:
    credentials = await _register(platform, " Ada@Example.com ")
    actor = await platform.app.authenticate(credentials.access_token)
    user = await platform.app.get_account(actor)
    assert user.email.text == "ada@example.com"
    assert user.role is Role.USER
    assert credentials.expires_in == timedelta(days=7)


async def test_every_fault_of_a_registration_is_told_at_once(platform: Platform) -> None:
    with pytest.raises(ValidationFailedError) as caught:
        await platform.app.register_user(RegisterUserRequest("", "nowhere", "short"))
    assert [fault.field for fault in caught.value.violations] == ["name", "email", "password"]


async def test_T25_of_fifty_registrations_of_one_address_one_succeeds(platform: Platform) -> None:
    results = await asyncio.gather(
        *(_register(platform) for _ in range(50)), return_exceptions=True
    )
    made = [result for result in results if isinstance(result, Credentials)]
    refused = [result for result in results if isinstance(result, EmailTakenError)]
    assert (len(made), len(refused)) == (1, 49)


async def test_P12_whatever_is_wrong_looks_the_same(platform: Platform) -> None:
    await _register(platform)
    for email, password in [
        ("ada@example.com", "wrong"),
        ("bob@example.com", _PASSWORD),
        ("no address", _PASSWORD),
        ("ada@example.com", "x" * 10_000),
    ]:
        with pytest.raises(InvalidCredentialsError):
            await platform.app.log_in(LogInRequest(email, password))


async def test_P11_a_login_replaces_a_hash_of_older_parameters(platform: Platform) -> None:
    credentials = await _register(platform)
    before = credentials.user.password_hash
    platform.use_stronger_hashing()
    again = await platform.app.log_in(LogInRequest("ADA@example.com", _PASSWORD))
    assert again.user.password_hash != before
    stored = await platform.users.get(credentials.user.id)
    assert stored.password_hash == again.user.password_hash


async def test_an_access_token_ends_with_its_life(platform: Platform) -> None:
    credentials = await _register(platform)
    platform.clock.advance(timedelta(days=7, minutes=1))
    with pytest.raises(TokenExpiredError):
        await platform.app.authenticate(credentials.access_token)


async def test_P15_refreshing_trades_the_token_for_its_successor(platform: Platform) -> None:
    first = await _register(platform)
    second = await platform.app.refresh_session(first.refresh_token)
    third = await platform.app.refresh_session(second.refresh_token)
    assert len({first.refresh_token, second.refresh_token, third.refresh_token}) == 3
    await platform.app.authenticate(third.access_token)


async def test_P15_two_tabs_with_one_token_end_nothing(platform: Platform) -> None:
    first = await _register(platform)
    second = await platform.app.refresh_session(first.refresh_token)
    with pytest.raises(RefreshTokenRotatedError):
        await platform.app.refresh_session(first.refresh_token)
    await platform.app.refresh_session(second.refresh_token)


async def test_T13_a_stolen_refresh_token_ends_the_family(platform: Platform) -> None:
    first = await _register(platform)
    second = await platform.app.refresh_session(first.refresh_token)
    platform.clock.advance(timedelta(seconds=11))
    with pytest.raises(RefreshTokenReusedError):
        await platform.app.refresh_session(first.refresh_token)
    with pytest.raises(InvalidRefreshTokenError):
        await platform.app.refresh_session(second.refresh_token)
    with pytest.raises(InvalidTokenError):
        await platform.app.authenticate(second.access_token)


@pytest.mark.parametrize(
    "token", ["", ".", "x.y", "01900000-0000-7000-8000-000000000999.secret", "é" * 10]
)
async def test_an_invented_refresh_token_is_refused(platform: Platform, token: str) -> None:
    with pytest.raises(InvalidRefreshTokenError):
        await platform.app.refresh_session(token)


async def test_P16_logging_out_ends_both_tokens(platform: Platform) -> None:
    credentials = await _register(platform)
    actor = await platform.app.authenticate(credentials.access_token)
    await platform.app.log_out(actor)
    with pytest.raises(InvalidTokenError):
        await platform.app.authenticate(credentials.access_token)
    with pytest.raises(InvalidRefreshTokenError):
        await platform.app.refresh_session(credentials.refresh_token)


async def test_other_sessions_survive_a_logout(platform: Platform) -> None:
    first = await _register(platform)
    other = await platform.app.log_in(LogInRequest("ada@example.com", _PASSWORD))
    await platform.app.log_out(await platform.app.authenticate(first.access_token))
    await platform.app.authenticate(other.access_token)
