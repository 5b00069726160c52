"""What every counter of uses promises."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from application.limits import Rate
from application.ports.rate_limits import RateLimits, Standing
from tests.contracts.adapters_under_test.limits import RATE_LIMITS
from tests.contracts.adapters_under_test.table import each
from tests.polling import eventually

THREE_AN_HOUR = Rate(3, timedelta(hours=1))
ONE_A_MOMENT = Rate(1, timedelta(milliseconds=100))


@pytest.fixture(params=each(RATE_LIMITS))
async def limits(request: pytest.FixtureRequest) -> AsyncIterator[RateLimits]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.fixture
def key() -> str:
    return secrets.token_hex(8)


async def test_P7_uses_are_allowed_up_to_the_rate(limits: RateLimits, key: str) -> None:
    standings = [await limits.take(key, THREE_AN_HOUR) for _ in range(5)]

    assert [standing.is_allowed for standing in standings] == [True, True, True, False, False]
    assert [standing.remaining for standing in standings] == [2, 1, 0, 0, 0]
    assert all(3590 <= standing.reset_s <= 3600 for standing in standings)


async def test_P7_of_many_at_once_no_more_are_allowed(limits: RateLimits, key: str) -> None:
    standings = await asyncio.gather(*(limits.take(key, THREE_AN_HOUR) for _ in range(20)))

    assert sum(standing.is_allowed for standing in standings) == 3


async def test_keys_are_counted_apart(limits: RateLimits, key: str) -> None:
    await limits.take(key, THREE_AN_HOUR)

    assert (await limits.take(f"{key}:other", THREE_AN_HOUR)).remaining == 2


async def test_a_use_is_forgotten_when_its_window_is_over(limits: RateLimits, key: str) -> None:
    async def is_allowed() -> bool:
        return (await limits.take(key, ONE_A_MOMENT)).is_allowed

    assert await limits.take(key, ONE_A_MOMENT) == Standing(True, remaining=0, reset_s=1)
    await eventually(is_allowed, within_s=10)


async def test_a_use_can_be_given_back(limits: RateLimits, key: str) -> None:
    await limits.give_back(key)
    await limits.take(key, THREE_AN_HOUR)
    await limits.take(key, THREE_AN_HOUR)
    await limits.give_back(key)

    assert (await limits.take(key, THREE_AN_HOUR)).remaining == 1


async def test_all_uses_can_be_forgotten(limits: RateLimits, key: str) -> None:
    await limits.forget(key)
    for _ in range(3):
        await limits.take(key, THREE_AN_HOUR)
    await limits.forget(key)

    assert (await limits.take(key, THREE_AN_HOUR)).remaining == 2
