"""Run one confined child to its end, and never longer than allowed."""

import asyncio
import logging
import os
import shlex
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress

from adapters.media.ffmpeg.sandbox import ENVIRONMENT, Confinement, confined
from adapters.media.ffmpeg.verdict import Ending, judge
from application.errors import ProcessingFailedError
from domain.video.failure import FailureCode

_log = logging.getLogger(__name__)

_KEPT_STDERR_BYTES = 4096
"""Kept of the beginning, which tells the cause, and of the end, which the operator reads."""

_MAX_STDOUT_BYTES = 8 * 1024**2
"""Half a minute of 32 streams at the highest rates is described in four."""
_CHUNK_BYTES = 64 * 1024


class Child:
    """A running program; `lines` or `read` must be exhausted before `finish`."""

    def __init__(self, process: Process, deadline: float, standstill_s: float | None) -> None:
        self._process = process
        self._deadline = deadline
        self._standstill_s = standstill_s
        self._first_stderr = bytearray()
        self._last_stderr = bytearray()
        self._draining = asyncio.create_task(self._drain_stderr())
        self._timed_out = False
        self._alarm = self._set_alarm()

    def note_advance(self) -> None:
        """Grant the child `standstill_s` from now on: it gets ahead."""
        self._alarm.cancel()
        self._alarm = self._set_alarm()

    async def lines(self) -> AsyncGenerator[str, None]:
        """Yield what the child prints, line by line."""
        stdout = self._process.stdout
        assert stdout is not None  # noqa: S101 - a pipe was asked for
        while line := await stdout.readline():
            yield line.decode(errors="replace").strip()

    async def read(self) -> bytes:
        """Return all that the child prints.

        Raises:
            ProcessingFailedError: it is absurdly much.
        """
        stdout = self._process.stdout
        assert stdout is not None  # noqa: S101 - a pipe was asked for
        output = bytearray()
        while chunk := await stdout.read(_CHUNK_BYTES):
            output += chunk
            if len(output) > _MAX_STDOUT_BYTES:
                raise ProcessingFailedError(FailureCode.TOO_MANY_STREAMS, "endless description")
        return bytes(output)

    async def finish(self) -> str:
        """Wait for the end and return the last of what the child complained of.

        Raises:
            ProcessingFailedError: the child failed, was killed or took too long.
        """
        await self._draining
        returncode = await self._process.wait()
        self._alarm.cancel()
        first, last = (
            kept.decode(errors="replace") for kept in (self._first_stderr, self._last_stderr)
        )
        code = judge(Ending(returncode, f"{first}\n{last}", self._timed_out))
        if code is not None:
            _log.warning("media child failed: %s, exit %d", code, returncode)
            raise ProcessingFailedError(code, last)
        return last

    async def kill(self) -> None:
        """End the child and all that it started; harmless when it has ended."""
        self._alarm.cancel()
        self._signal()
        self._draining.cancel()
        with suppress(asyncio.CancelledError):
            await self._draining
        await self._process.wait()

    def _set_alarm(self) -> asyncio.TimerHandle:
        loop = asyncio.get_running_loop()
        at = self._deadline
        if self._standstill_s is not None:
            at = min(at, loop.time() + self._standstill_s)
        return loop.call_at(at, self._expire)

    def _expire(self) -> None:
        self._timed_out = True
        self._signal()

    def _signal(self) -> None:
        # Once reaped, its number may name a stranger.
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    async def _drain_stderr(self) -> None:
        stderr = self._process.stderr
        assert stderr is not None  # noqa: S101 - a pipe was asked for
        while chunk := await stderr.read(_CHUNK_BYTES):
            self._first_stderr += chunk[: _KEPT_STDERR_BYTES - len(self._first_stderr)]
            self._last_stderr += chunk
            del self._last_stderr[:-_KEPT_STDERR_BYTES]


@asynccontextmanager
async def spawn(
    command: tuple[str, ...],
    confinement: Confinement,
    deadline: float,
    standstill_s: float | None = None,
) -> AsyncIterator[Child]:
    """Run `command` under `confinement`; whatever happens inside, no child outlives the block.

    Args:
        command: absolute path of the program, and its arguments.
        deadline: reading of the event loop's clock at which the child is killed.
        standstill_s: how long after its last advance it is killed, too; None for never.

    Raises:
        ProcessingFailedError: the child cannot be started.
    """
    _log.debug("in %s: %s", confinement.folder, shlex.join(command))
    try:
        process = await asyncio.create_subprocess_exec(
            *confined(command, confinement),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=PIPE,
            cwd=confinement.folder,
            env=dict(ENVIRONMENT),
            start_new_session=True,
        )
    except OSError as exc:
        raise ProcessingFailedError(FailureCode.ENGINE_UNAVAILABLE, str(exc)) from exc
    child = Child(process, deadline, standstill_s)
    try:
        yield child
    finally:
        await child.kill()
