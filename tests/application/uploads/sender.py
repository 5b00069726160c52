"""Clients that send what, when and as long as a test wants."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable
from datetime import timedelta
from typing import TypeVar

from application.actor import Actor
from application.use_cases.uploads.chunk import Checksum, Chunk
from application.use_cases.uploads.start_upload import StartUploadRequest
from domain.ids import UploadId
from domain.upload.upload import Upload
from tests.application.platform import MP4, Platform, chunks

Answer = TypeVar("Answer")

FILE = MP4 + bytes(range(251)) * 800
"""Some 200 KB that are taken for a video."""


class Connection:
    """Bytes that arrive when they are put in, until somebody ends or cuts it."""

    def __init__(self) -> None:
        self._pieces: asyncio.Queue[bytes | Exception | None] = asyncio.Queue()

    def put(self, piece: bytes) -> None:
        """Let bytes arrive."""
        self._pieces.put_nowait(piece)

    def end(self) -> None:
        """End the body well."""
        self._pieces.put_nowait(None)

    def cut(self) -> None:
        """Break off."""
        self._pieces.put_nowait(ConnectionResetError())

    async def content(self) -> AsyncIterator[bytes]:
        """Yield what arrives."""
        while (piece := await self._pieces.get()) is not None:
            if isinstance(piece, Exception):
                raise piece
            yield piece


async def start(
    platform: Platform, actor: Actor, length_bytes: int | None = len(FILE), **known: str
) -> Upload:
    """Begin an upload."""
    request = StartUploadRequest(length_bytes, filename="bikes.mp4", **known)
    return await platform.app.start_upload(actor, request)


async def send(
    platform: Platform,
    actor: Actor,
    upload_id: UploadId,
    at: int,
    content: bytes,
    checksum: Checksum | None = None,
) -> Upload:
    """Send `content` as one chunk."""
    checksums = (checksum,) if checksum else ()
    chunk = Chunk(at, chunks(content), len(content), checksums)
    return await platform.app.append_chunk(actor, upload_id, chunk)


def sha256_of(content: bytes) -> Checksum:
    """Return the right checksum of a chunk."""
    return Checksum("sha256", hashlib.sha256(content).digest())


async def let_time_pass(platform: Platform, answer: Awaitable[Answer]) -> Answer:
    """Let the clock run until the answer is there."""
    task = asyncio.ensure_future(answer)
    while not task.done():
        for _ in range(20):
            await asyncio.sleep(0)
        platform.clock.advance(timedelta(milliseconds=50))
    return await task


async def until_received(platform: Platform, upload: Upload, size_bytes: int) -> None:
    """Let the clock run until the record tells `size_bytes`."""

    async def told() -> None:
        while (await platform.uploads.get(upload.id)).offset_bytes < size_bytes:
            await platform.clock.sleep(0.05)

    await let_time_pass(platform, told())
