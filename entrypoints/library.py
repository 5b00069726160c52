"""The platform inside another program, without a web server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from application.app import Application
from entrypoints.lifespan import compose, opened
from entrypoints.settings import Settings

_CHUNK_BYTES = 256 * 1024


@asynccontextmanager
async def open_platform(settings: Settings) -> AsyncIterator[Application]:
    """Yield every use-case on the adapters that `settings` name, opened and closed in order.

    No worker runs: call `process_video` to work on what was uploaded.

    Raises:
        StartError: a part does not open; the text says which setting to look at.
    """
    async with opened(compose(settings), with_worker=False) as platform:
        yield platform.application


async def read_chunks(path: str | Path) -> AsyncIterator[bytes]:
    """Yield the bytes of a file in pieces, read off the event loop."""
    file = await asyncio.to_thread(Path(path).open, "rb")
    try:
        while chunk := await asyncio.to_thread(file.read, _CHUNK_BYTES):
            yield chunk
    finally:
        await asyncio.to_thread(file.close)
