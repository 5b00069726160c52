"""A light client: keeps connections busy, and reads just enough of an answer to find its end."""

import asyncio
import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from entrypoints import event_loop
from tests.bench import processor_time
from tests.bench.cores import taking_the_others

CONNECTIONS = 32
_LENGTH = b"content-length: "
_PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it: microseconds of the run, and of the server's processor, for each answer."""

    us_each: float
    processor_us_each: float


def request(path: str, *, token: str = "", body: bytes | None = None, method: str = "GET") -> bytes:
    """Return a request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", "Host: bench"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + (body or b"")


def put_load(port: int, pid: int, requests: Sequence[bytes], *, seconds: float) -> Load:
    """Ask the server `pid` for `requests` in turn, each connection with one request under way.

    A sample lasts longer where nobody was answered in time.

    Raises:
        RuntimeError: an answer was not 200, or none came within a minute.
    """
    with taking_the_others():
        return event_loop.run(_put_load(port, pid, itertools.cycle(requests), seconds))


async def _put_load(port: int, pid: int, requests: Iterator[bytes], seconds: float) -> Load:
    loop = asyncio.get_running_loop()
    clients = [
        (await loop.create_connection(lambda: _Client(requests), "127.0.0.1", port))[1]
        for _ in range(CONNECTIONS)
    ]
    for client in clients:
        client.ask()
    await asyncio.sleep(seconds / 5)  # warm-up
    for client in clients:
        client.answers = 0
    began_s, worked_before_s = time.perf_counter(), processor_time.of_s(pid)
    await asyncio.sleep(seconds)
    while not _answered(clients) and time.perf_counter() < began_s + _PATIENCE_S:  # noqa: ASYNC110 - time is what is waited for
        await asyncio.sleep(seconds)
    lasted_s, worked_s = time.perf_counter() - began_s, processor_time.of_s(pid) - worked_before_s
    answers = _answered(clients)
    for client in clients:
        client.leave()
    if broken := [client.fault for client in clients if client.fault]:
        raise RuntimeError(f"no measurement: {broken[0]!r}")
    if not answers:
        raise RuntimeError("no measurement: nobody was answered")
    return Load(lasted_s / answers * 1e6, worked_s / answers * 1e6)


def _answered(clients: Sequence["_Client"]) -> int:
    return sum(client.answers for client in clients)


class _Client(asyncio.Protocol):
    """One connection; asks again as soon as an answer is whole."""

    def __init__(self, requests: Iterator[bytes]) -> None:
        self.answers = 0
        self.fault = b""
        self._requests = requests
        self._buffer = b""
        self._whole_bytes = 0
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def ask(self) -> None:
        """Send the next request."""
        self._buffer, self._whole_bytes = b"", 0
        self._transport.write(next(self._requests))

    def leave(self) -> None:
        """Ask no more."""
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._whole_bytes:
            head, end, _ = self._buffer.partition(b"\r\n\r\n")
            if not end:
                return
            self._judge(head)
        if len(self._buffer) < self._whole_bytes:
            return
        self.answers += 1
        if not self.fault:
            self.ask()

    def _judge(self, head: bytes) -> None:
        if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 206")):
            self.fault = head
        _, _, after = head.lower().partition(_LENGTH)
        self._whole_bytes = len(head) + 4 + int(after.partition(b"\r\n")[0] or b"0")
