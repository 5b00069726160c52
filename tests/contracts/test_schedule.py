"""What every schedule promises."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from application.ports.schedule import Schedule
from tests.builders import NOW
from tests.contracts.adapters_under_test.schedules import SCHEDULES
from tests.contracts.adapters_under_test.table import each

GAP = timedelta(minutes=1)
MOMENT = timedelta(milliseconds=1)


@pytest.fixture(params=each(SCHEDULES))
async def schedule(request: pytest.FixtureRequest) -> AsyncIterator[Schedule]:
    async with request.param.open(request) as opened:
        yield opened


async def test_of_many_who_ask_at_once_one_has_the_turn(schedule: Schedule) -> None:
    for now in (NOW, NOW + GAP):
        turns = await asyncio.gather(*(schedule.take_turn("sweep", now, GAP) for _ in range(20)))

        assert sum(turns) == 1


async def test_the_next_turn_comes_when_the_gap_is_over(schedule: Schedule) -> None:
    await schedule.take_turn("sweep", NOW, GAP)

    assert not await schedule.take_turn("sweep", NOW + GAP - MOMENT, GAP)
    assert await schedule.take_turn("sweep", NOW + GAP, GAP)
    assert not await schedule.take_turn("sweep", NOW + GAP + GAP - MOMENT, GAP)


async def test_tasks_have_turns_of_their_own(schedule: Schedule) -> None:
    await schedule.take_turn("sweep", NOW, GAP)

    assert await schedule.take_turn("settle", NOW, GAP)


async def test_who_asks_with_a_late_clock_has_no_turn_and_takes_none_away(
    schedule: Schedule,
) -> None:
    await schedule.take_turn("sweep", NOW, GAP)

    assert not await schedule.take_turn("sweep", NOW - 2 * GAP, GAP)
    assert await schedule.take_turn("sweep", NOW + GAP, GAP)
