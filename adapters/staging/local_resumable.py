"""Writing to a file of this machine's disk that may be gone on with later."""

import asyncio

from adapters.files.threads import DiskThreads
from adapters.staging.batches import Batches
from adapters.staging.growing_file import GrowingFile
from application.ports.staging_area import ResumableWriter, SealedFile


class LocalDiskResumableWriter(ResumableWriter):
    """Gathers small chunks; each batch is written and hashed in one hop, in the order it came.

    `sync` waits for the disk beside the writing, not in its way.
    """

    def __init__(self, file: GrowingFile, threads: DiskThreads) -> None:
        self._file = file
        self._threads = threads
        self._batches = Batches(threads, file.append)
        self._syncing = asyncio.Lock()

    async def write(self, chunk: bytes) -> None:
        await self._batches.put(chunk)

    async def sync(self) -> int:
        await self._batches.drain()
        async with self._syncing:
            return await self._threads.run(self._file.sync)

    async def read_head(self, length: int) -> bytes:
        await self._batches.drain()
        return await self._threads.run(self._file.read_head, length)

    async def rewind(self, offset_bytes: int) -> None:
        await self._batches.drop()
        await self._threads.run(self._file.rewind, offset_bytes)

    async def seal(self) -> SealedFile:
        await self._batches.drain()
        return await self._threads.run(self._file.seal)

    async def close(self) -> None:
        await self._batches.settle()
        async with self._syncing:
            await self._threads.run(self._file.close)
