"""Several streams of events as one."""

import asyncio
from contextlib import aclosing

import pytest

from adapters.media.ffmpeg.interleaving import EventStream, interleave
from application.ports.media_engine import Progressed


async def _counting(*fractions: float, gate: asyncio.Event | None = None) -> EventStream:
    if gate is not None:
        await gate.wait()
    for fraction in fractions:
        yield Progressed(fraction)


async def test_every_event_comes_once_and_in_its_streams_order() -> None:
    gate = asyncio.Event()
    seen: list[float] = []
    merged = interleave(_counting(0.5, 0.6, gate=gate), _counting(0.1, 0.2), _counting())
    async with aclosing(merged) as events:
        async for event in events:
            assert isinstance(event, Progressed)
            seen.append(event.fraction)
            if event.fraction == 0.2:
                gate.set()

    assert seen == [0.1, 0.2, 0.5, 0.6]


async def test_a_stream_goes_on_only_when_its_event_was_taken() -> None:
    steps: list[str] = []

    async def working() -> EventStream:
        yield Progressed(0.1)
        steps.append("went on")

    async with aclosing(interleave(working(), _counting(gate=asyncio.Event()))) as events:
        await anext(events)
        for _ in range(3):
            await asyncio.sleep(0)

        assert steps == []


async def test_when_one_fails_the_others_have_ended() -> None:
    ended: list[str] = []

    async def waiting() -> EventStream:
        try:
            await asyncio.Event().wait()
            yield Progressed(1.0)
        finally:
            ended.append("waiting")

    async def failing() -> EventStream:
        yield Progressed(0.1)
        raise ValueError

    async with aclosing(interleave(waiting(), failing())) as events:
        with pytest.raises(ValueError):  # noqa: PT011 - it says nothing else
            async for _ in events:
                pass

    assert ended == ["waiting"]


async def test_when_nobody_wants_more_all_have_ended() -> None:
    ended: list[int] = []

    async def endless(number: int) -> EventStream:
        try:
            while True:
                await asyncio.sleep(0)
                yield Progressed(0.1)
        finally:
            ended.append(number)

    async with aclosing(interleave(endless(1), endless(2))) as events:
        await anext(events)

    assert sorted(ended) == [1, 2]
