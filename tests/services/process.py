"""One server process: started apart from us, never left behind."""

import contextlib
import ctypes
import functools
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.polling import wait_until

_STOP_WITHIN_S = 10
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def free_port() -> int:
    """Return a loopback port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_listening(port: int) -> bool:
    """Tell whether a loopback port accepts connections."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def running(
    command: Sequence[str],
    *,
    is_ready: Callable[[], bool],
    log: Path,
    environment: Mapping[str, str] | None = None,
    ready_within_s: float = 30.0,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `command` for as long as the block lasts, and hand out its process once it is ready.

    Its output goes to the file `log`.

    Raises:
        RuntimeError: it ended, or was not ready in time; tells what it wrote.
    """
    with begun(command, log=log, environment=environment) as process:
        await_ready(process, is_ready, log, ready_within_s)
        yield process


@contextlib.contextmanager
def begun(
    command: Sequence[str], *, log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `command` for as long as the block lasts, and hand out its process at once."""
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,  # Ctrl-C is for the tests, which then stop the server in order
            preexec_fn=_die_with_parent(),  # noqa: PLW1509 - one system call, which takes no lock
        ) as process,
    ):
        try:
            yield process
        finally:
            stop(process)


def await_ready(
    process: subprocess.Popen[bytes], is_ready: Callable[[], bool], log: Path, within_s: float
) -> None:
    """Return once a process is ready.

    Raises:
        RuntimeError: it ended, or was not ready in time; tells what it wrote.
    """
    try:
        wait_until(lambda: process.poll() is not None or is_ready(), within_s=within_s)
    except TimeoutError as exc:
        raise RuntimeError(f"{process.args!r}: {log.read_text(errors='replace')}") from exc
    if process.poll() is not None:
        raise RuntimeError(f"{process.args!r} ended: {log.read_text(errors='replace')}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End `process`, politely first; one that has ended already is left alone."""
    process.terminate()
    try:
        process.wait(_STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _die_with_parent() -> Callable[[], object] | None:
    """Return what has the kernel kill the child when the tests are killed and cannot stop it.

    The library is opened before the fork: opening it afterwards may wait for a lock for ever.
    """
    if sys.platform != "linux":
        return None
    return functools.partial(ctypes.CDLL(None).prctl, _PR_SET_PDEATHSIG, signal.SIGKILL)
