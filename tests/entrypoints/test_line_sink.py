"""Lines that can wait, and lines that cannot."""

import asyncio
import errno
import io

import pytest

from entrypoints.line_sink import LineSink
from tests.polling import eventually


class _FullDisk(io.StringIO):
    def write(self, text: str) -> int:  # noqa: ARG002 - whatever it is
        raise OSError(errno.ENOSPC, "no space left")


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


def test_without_an_event_loop_nothing_waits(stream: io.StringIO) -> None:
    LineSink(stream).write_soon("a")
    assert stream.getvalue() == "a\n"


async def test_lines_that_can_wait_come_soon_and_in_their_order(stream: io.StringIO) -> None:
    sink = LineSink(stream)
    sink.write_soon("a")
    sink.write_soon("b")
    assert not stream.getvalue()

    await eventually(stream.getvalue)

    assert stream.getvalue() == "a\nb\n"
    sink.write_soon("c")
    await eventually(lambda: stream.getvalue() == "a\nb\nc\n")


async def test_a_line_that_cannot_wait_takes_along_what_waits(stream: io.StringIO) -> None:
    sink = LineSink(stream)
    sink.write_soon("a")
    sink.write("b")
    assert stream.getvalue() == "a\nb\n"


async def test_lines_of_other_threads_lie_between_whole_lines(stream: io.StringIO) -> None:
    sink = LineSink(stream)

    def tell() -> None:
        for _ in range(500):
            sink.write("theirs")

    telling = [asyncio.create_task(asyncio.to_thread(tell)) for _ in range(3)]
    for _ in range(500):
        sink.write_soon("ours")
        await asyncio.sleep(0)
    await asyncio.gather(*telling)
    sink.flush()

    lines = stream.getvalue().splitlines()
    assert (lines.count("ours"), lines.count("theirs"), len(lines)) == (500, 1500, 2000)


async def test_a_full_disk_of_logs_stops_nobody() -> None:
    sink = LineSink(_FullDisk())
    sink.write("a")
    sink.write_soon("b")
    sink.flush()


def test_what_waited_for_a_loop_that_ended_comes_with_the_next(stream: io.StringIO) -> None:
    sink = LineSink(stream)

    async def tell(line: str, *, is_awaited: bool) -> None:
        sink.write_soon(line)
        if is_awaited:
            await eventually(stream.getvalue)

    asyncio.run(tell("a", is_awaited=False))
    asyncio.run(tell("b", is_awaited=True))

    assert stream.getvalue() == "a\nb\n"
