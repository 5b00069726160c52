"""A way to a server that can be blocked, as a frozen machine or a cut cable would."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class StallingProxy:
    """Passes bytes on while `flows` is set; what arrives meanwhile waits."""

    def __init__(self, host: str, port: int) -> None:
        self.flows = asyncio.Event()
        self.flows.set()
        self._target = (host, port)
        self._ends: list[asyncio.StreamWriter] = []
        self._ways: list[asyncio.Task[None]] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Be the way of one connection."""
        far_reader, far_writer = await asyncio.open_connection(*self._target)
        self._ends += [writer, far_writer]
        for way in (self._copy(reader, far_writer), self._copy(far_reader, writer)):
            self._ways.append(asyncio.create_task(way))

    async def close(self) -> None:
        """Cut every connection."""
        self.flows.set()
        for end in self._ends:
            end.transport.abort()
        await asyncio.gather(*self._ways)
        for end in self._ends:
            with suppress(OSError):
                await end.wait_closed()

    async def _copy(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while chunk := await source.read(65_536):
                await self.flows.wait()
                sink.write(chunk)
                await sink.drain()
        sink.close()


@asynccontextmanager
async def proxy_to(host: str, port: int) -> AsyncIterator[tuple[StallingProxy, int]]:
    """Run a proxy for as long as the block lasts; hand it out with its port."""
    proxy = StallingProxy(host, port)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    try:
        yield proxy, server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await proxy.close()
