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
            wait_until(lambda: process.poll() is not None or is_ready(), within_s=ready_within_s)
            if process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended: {log.read_text(errors='replace')}")
            yield process
        except TimeoutError as exc:
            raise RuntimeError(f"{command[0]}: {log.read_text(errors='replace')}") from exc
        finally:
            stop(process)


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
