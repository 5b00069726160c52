"""A stand-in for somebody else's server: a few lines of HTTP over raw sockets."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

Behave = Callable[[asyncio.StreamWriter], Awaitable[None]]

PORT = 8080
"""One of the few that webhooks go to; each receiver has a loopback address of its own instead."""


@dataclass(frozen=True)
class Received:
    """One request, its header names in lower case."""

    line: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """Listens on an address that nobody else has; `behave` answers, and may be changed."""

    behave: Behave
    address: str = field(
        default_factory=lambda: f"127.{'.'.join(str(1 + n % 254) for n in secrets.token_bytes(3))}"
    )
    received: list[Received] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        """Where it takes webhooks."""
        return f"http://{self.address}:{PORT}/hook?a=b"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read one request, answer it and close the connection."""
        self.connections += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            line, *fields = head.strip().split("\r\n")
            pairs = (text.partition(": ") for text in fields)
            headers = {name.lower(): value for name, _, value in pairs}
            body = await reader.readexactly(int(headers["content-length"]))
            self.received.append(Received(line, headers, body))
            await self.behave(writer)
        writer.close()


def answers(status: int = 200, *headers: str, body: bytes = b"") -> Behave:
    """Answer every request alike."""

    async def behave(writer: asyncio.StreamWriter) -> None:
        length = f"Content-Length: {len(body)}"
        head = "\r\n".join([f"HTTP/1.1 {status} Status", length, *headers, "", ""])
        writer.write(head.encode() + body)
        await writer.drain()

    return behave


async def stays_silent(_: asyncio.StreamWriter) -> None:
    """Take the request and never answer."""
    await asyncio.Event().wait()


async def never_ends(writer: asyncio.StreamWriter) -> None:
    """Answer without end."""
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"10000\r\n" + bytes(0x10000) + b"\r\n")
        await writer.drain()


async def trickles(writer: asyncio.StreamWriter) -> None:
    """Answer the head of a response byte by byte, for ever."""
    writer.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


@asynccontextmanager
async def receiving(behave: Behave | None = None) -> AsyncIterator[Receiver]:
    """Run a receiver for as long as the block lasts."""
    receiver = Receiver(behave or answers())
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await receiver.serve(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(serve, receiver.address, PORT)
    try:
        yield receiver
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
