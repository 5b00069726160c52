"""Signals of other processes, found at the end of the log."""

import asyncio

import pytest

from adapters.events import in_process
from adapters.events.in_process import InProcessEventSignals
from adapters.persistence.memory.event_log import MemoryEventLog
from adapters.persistence.memory.video_repository import MemoryVideoRepository
from domain.ids import UserId
from tests.builders import a_video, an_id

SOON_S = 0.01
LONG_S = 30.0


async def _another_process_adds(log: MemoryEventLog, owner_id: UserId) -> None:
    await MemoryVideoRepository(log).add(a_video(owner_id=owner_id))


async def test_a_look_at_the_log_wakes_the_owners_of_what_is_new() -> None:
    log, ours, theirs = MemoryEventLog(), an_id(UserId), an_id(UserId)
    signals = InProcessEventSignals(log)
    with signals.watch(ours) as watch, signals.watch(theirs) as other:
        await signals.refresh()
        assert await watch.wait(LONG_S)  # the first look cannot know what it missed
        assert await other.wait(LONG_S)

        await signals.refresh()
        assert not await watch.wait(SOON_S)

        await _another_process_adds(log, ours)
        await signals.refresh()
        assert await watch.wait(LONG_S)
        assert not await other.wait(SOON_S)


async def test_more_news_than_a_look_takes_wakes_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_process, "_MAX_NEWS", 2)
    log, owner_id = MemoryEventLog(), an_id(UserId)
    signals = InProcessEventSignals(log)
    with signals.watch(owner_id) as watch:
        await signals.refresh()
        await watch.wait(LONG_S)
        for _ in range(3):
            await _another_process_adds(log, an_id(UserId))
        await signals.refresh()

        assert await watch.wait(LONG_S)


async def test_closing_ends_every_wait() -> None:
    signals = InProcessEventSignals(MemoryEventLog())
    with signals.watch(an_id(UserId)) as watch:
        waiting = asyncio.create_task(watch.wait(LONG_S))
        await asyncio.sleep(0)
        signals.close()

        assert await waiting
        assert watch.is_over
