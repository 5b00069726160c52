"""Server-sent events: what a reader costs that takes nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from application.ports.event_log import LoggedEvent
from domain.video.events import events_of
from entrypoints.http import event_stream
from entrypoints.http.asgi import Message
from entrypoints.http.event_stream import EventStreamAnswer
from tests.builders import a_video


class Endless:
    """Events without end, counted when they are fetched."""

    def __init__(self) -> None:
        self.fetched = 0
        self.is_closed = False

    @asynccontextmanager
    async def open(self) -> AsyncIterator[AsyncIterator[tuple[LoggedEvent, ...]]]:
        yield self._batches()
        self.is_closed = True

    async def _batches(self) -> AsyncIterator[tuple[LoggedEvent, ...]]:
        (event,) = events_of(None, a_video())
        while True:
            self.fetched += 1
            yield (LoggedEvent(self.fetched, event),)


async def _silence() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


async def test_T47_a_reader_that_takes_nothing_is_closed_and_holds_one_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(event_stream, "_STALL_S", 0.05)
    source, taken = Endless(), 0

    async def send(_: Message) -> None:
        nonlocal taken
        taken += 1
        if taken > 10:
            await asyncio.Event().wait()

    async with asyncio.timeout(5):
        await EventStreamAnswer(source.open)({}, _silence, send)

    assert source.fetched < 10
    assert source.is_closed


async def test_silence_is_broken_by_a_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_stream, "_HEARTBEAT_S", 0.0)
    sent: list[bytes] = []

    @asynccontextmanager
    async def quiet() -> AsyncIterator[AsyncIterator[tuple[LoggedEvent, ...]]]:
        async def batches() -> AsyncIterator[tuple[LoggedEvent, ...]]:
            yield ()

        yield batches()

    async def send(message: Message) -> None:
        sent.append(message.get("body", b""))

    await EventStreamAnswer(quiet)({}, _silence, send)

    assert sent == [b"", b": events follow\n\n", b":\n\n", b""]
