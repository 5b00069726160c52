"""What every clock promises."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, timedelta

import pytest

from application.ports.clock import Clock
from tests.contracts.adapters_under_test.system import CLOCKS
from tests.contracts.adapters_under_test.table import each


@pytest.fixture(params=each(CLOCKS))
async def clock(request: pytest.FixtureRequest) -> AsyncIterator[Clock]:
    async with request.param.open(request) as opened:
        yield opened


async def test_instants_are_aware_and_in_utc(clock: Clock) -> None:
    assert clock.now().tzinfo is UTC


async def test_instants_are_whole_milliseconds(clock: Clock) -> None:
    assert {clock.now().microsecond % 1000 for _ in range(1000)} == {0}


async def test_time_has_passed_after_a_sleep(clock: Clock) -> None:
    before = clock.now()

    await clock.sleep(0.05)

    assert clock.now() - before >= timedelta(seconds=0.045)


async def test_shorter_sleeps_end_first(clock: Clock) -> None:
    order: list[float] = []

    async def sleep(seconds: float) -> None:
        await clock.sleep(seconds)
        order.append(seconds)

    await asyncio.gather(sleep(0.09), sleep(0.0), sleep(0.03))

    assert order == [0.0, 0.03, 0.09]


async def test_a_sleep_can_be_cancelled(clock: Clock) -> None:
    sleeping = asyncio.create_task(clock.sleep(3600))
    await asyncio.sleep(0)

    sleeping.cancel()

    with pytest.raises(asyncio.CancelledError):
        await sleeping
