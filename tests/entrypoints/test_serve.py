"""The server around the API: how it starts, and how it stops."""

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from entrypoints.serve import serve
from tests.polling import wait_until
from tests.services.environment import child_environment
from tests.services.process import free_port, is_listening, running

_PROGRAM = """
import asyncio, sys
from entrypoints.process_end import leave
from entrypoints.serve import serve

async def app(scope, receive, send):
    print("asked", flush=True)
    await asyncio.sleep(float(scope["query_string"] or b"0"))
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"done"})

async def main():
    await serve(app, host="127.0.0.1", port=int(sys.argv[1]), header_timeout_s=5,
                shutdown_grace_s=float(sys.argv[2]), on_stop=lambda: print("stopping", flush=True))
    print("stopped", flush=True)

asyncio.run(main())
leave(0)
"""


class _Child:
    """A server process, and where it writes."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process = process
        self.url = f"http://127.0.0.1:{port}/"
        self.port = port
        self.log = log

    def ask_slowly(self, seconds: float) -> tuple[threading.Thread, list[str]]:
        """Ask for something that takes `seconds`; return the asking and what came back."""
        got: list[str] = []

        def ask() -> None:
            try:
                got.append(httpx.get(f"{self.url}?{seconds}", timeout=20).text)
            except httpx.TransportError as error:
                got.append(type(error).__name__)

        thread = threading.Thread(target=ask)
        thread.start()
        return thread, got

    def stop(self, by: signal.Signals = signal.SIGTERM) -> None:
        """Send the signal and wait until it is noticed."""
        self.process.send_signal(by)
        self.waits_for("stopping")

    def waits_for(self, word: str) -> None:
        """Return once the process has written `word`."""
        wait_until(lambda: word in self.log.read_text().split())


@pytest.fixture
def child(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[_Child]:
    """A server with the grace that the test asks for, 5 s by default."""
    port, log = free_port(), tmp_path / "serve.log"
    grace_s = str(getattr(request, "param", 5))
    with running(
        [sys.executable, "-c", _PROGRAM, str(port), grace_s],
        is_ready=lambda: is_listening(port),
        log=log,
        environment=child_environment({"PYTHONPATH": str(Path.cwd())}),
    ) as process:
        yield _Child(process, port, log)


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_P48_running_requests_are_answered_before_the_end(
    child: _Child, by: signal.Signals
) -> None:
    asking, got = child.ask_slowly(1)
    child.waits_for("asked")
    child.stop(by)
    wait_until(lambda: not is_listening(child.port))
    asking.join()
    assert got == ["done"]
    assert child.process.wait(5) == 0
    assert child.log.read_text().split() == ["asked", "stopping", "stopped"]


@pytest.mark.parametrize("child", [0.2], indirect=True)
def test_P48_a_request_that_takes_too_long_does_not_hold_up_the_end(child: _Child) -> None:
    asking, got = child.ask_slowly(15)
    child.waits_for("asked")
    child.stop()
    assert child.process.wait(5) == 0
    asking.join()
    assert got != ["done"]
    assert "stopped" in child.log.read_text()


async def test_T44_a_port_that_is_taken_stops_the_start() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            await serve(_never, host="127.0.0.1", port=port, header_timeout_s=1, shutdown_grace_s=1)


async def _never(*_: object) -> None:
    raise AssertionError
