"""Lines that can wait, and lines that cannot."""

import asyncio
import errno
import io
import json

import pytest

from entrypoints.line_forms import JsonForm, Record
from entrypoints.line_sink import LineSink
from tests.polling import eventually


class _FullDisk(io.StringIO):
    def write(self, text: str) -> int:  # noqa: ARG002 - whatever it is
        raise OSError(errno.ENOSPC, "no space left")


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


def _sink(stream: io.StringIO) -> LineSink:
    return LineSink(stream, JsonForm())


def _of(event: str) -> Record:
    return {"event": event}


def _written(stream: io.StringIO) -> list[str]:
    return [json.loads(line)["event"] for line in stream.getvalue().splitlines()]


def test_without_an_event_loop_nothing_waits(stream: io.StringIO) -> None:
    _sink(stream).write_soon(_of("a"))
    assert _written(stream) == ["a"]


async def test_lines_that_can_wait_come_soon_and_in_their_order(stream: io.StringIO) -> None:
    sink = _sink(stream)
    sink.write_soon(_of("a"))
    sink.write_soon(_of("b"))
    assert not stream.getvalue()

    await eventually(stream.getvalue)

    assert _written(stream) == ["a", "b"]
    sink.write_soon(_of("c"))
    await eventually(lambda: _written(stream) == ["a", "b", "c"])


async def test_a_line_that_cannot_wait_takes_along_what_waits(stream: io.StringIO) -> None:
    sink = _sink(stream)
    sink.write_soon(_of("a"))
    sink.write(_of("b"))
    assert _written(stream) == ["a", "b"]


async def test_lines_of_other_threads_lie_between_whole_lines(stream: io.StringIO) -> None:
    sink = _sink(stream)

    def tell() -> None:
        for _ in range(500):
            sink.write(_of("theirs"))

    telling = [asyncio.create_task(asyncio.to_thread(tell)) for _ in range(3)]
    for _ in range(500):
        sink.write_soon(_of("ours"))
        await asyncio.sleep(0)
    await asyncio.gather(*telling)
    sink.flush()

    lines = _written(stream)
    assert (lines.count("ours"), lines.count("theirs"), len(lines)) == (500, 1500, 2000)


async def test_a_full_disk_of_logs_stops_nobody() -> None:
    sink = _sink(_FullDisk())
    sink.write(_of("a"))
    sink.write_soon(_of("b"))
    sink.flush()


def test_what_waited_for_a_loop_that_ended_comes_with_the_next(stream: io.StringIO) -> None:
    sink = _sink(stream)

    async def tell(line: str, *, is_awaited: bool) -> None:
        sink.write_soon(_of(line))
        if is_awaited:
            await eventually(stream.getvalue)

    asyncio.run(tell("a", is_awaited=False))
    asyncio.run(tell("b", is_awaited=True))

    assert _written(stream) == ["a", "b"]
