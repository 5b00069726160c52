"""What wakes the readers of events promises."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from application.ports.event_signals import EventSignals
from domain.ids import UserId
from tests.builders import an_id
from tests.contracts.adapters_under_test.events import EVENT_SIGNALS
from tests.contracts.adapters_under_test.table import each

SOON_S = 0.01
LONG_S = 30.0


@pytest.fixture(params=each(EVENT_SIGNALS))
async def signals(request: pytest.FixtureRequest) -> AsyncIterator[EventSignals]:
    async with request.param.open(request) as opened:
        yield opened


async def test_every_watcher_of_the_owner_is_woken_and_no_other(signals: EventSignals) -> None:
    ours, theirs = an_id(UserId), an_id(UserId)
    with (
        signals.watch(ours) as first,
        signals.watch(ours) as second,
        signals.watch(theirs) as other,
    ):
        await signals.announce(ours)

        assert await first.wait(LONG_S)
        assert await second.wait(LONG_S)
        assert not await other.wait(SOON_S)


async def test_one_who_waits_already_is_woken(signals: EventSignals) -> None:
    owner_id = an_id(UserId)
    with signals.watch(owner_id) as watch:
        waiting = asyncio.create_task(watch.wait(LONG_S))
        await asyncio.sleep(0)
        await signals.announce(owner_id)

        assert await waiting


async def test_a_signal_counts_once(signals: EventSignals) -> None:
    owner_id = an_id(UserId)
    with signals.watch(owner_id) as watch:
        await signals.announce(owner_id)
        await signals.announce(owner_id)

        assert await watch.wait(LONG_S)
        assert not await watch.wait(SOON_S)


async def test_signals_before_the_watch_are_not_heard(signals: EventSignals) -> None:
    owner_id = an_id(UserId)
    await signals.announce(owner_id)
    with signals.watch(owner_id) as watch:
        assert not await watch.wait(SOON_S)
        assert not watch.is_over
