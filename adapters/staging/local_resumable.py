"""Writing to a file of this machine's disk that may be gone on with later."""

import asyncio

from adapters.files.threads import DiskThreads
from adapters.staging.batches import BATCH_BYTES
from adapters.staging.growing_file import GrowingFile
from application.ports.staging_area import ResumableWriter, SealedFile


class LocalDiskResumableWriter(ResumableWriter):
    """Gathers small chunks; each batch is written and hashed in one hop, in the order it came.

    `sync` waits for the disk beside the writing, not in its way.
    """

    def __init__(self, file: GrowingFile, threads: DiskThreads) -> None:
        self._file = file
        self._threads = threads
        self._batch: list[bytes] = []
        self._batch_bytes = 0
        self._turn = asyncio.Lock()
        self._syncing = asyncio.Lock()

    async def write(self, chunk: bytes) -> None:
        self._batch.append(chunk)
        self._batch_bytes += len(chunk)
        if self._batch_bytes >= BATCH_BYTES:
            await self._flush()

    async def sync(self) -> int:
        await self._flush()
        async with self._syncing:
            return await self._threads.run(self._file.sync)

    async def read_head(self, length: int) -> bytes:
        await self._flush()
        return await self._threads.run(self._file.read_head, length)

    async def rewind(self, offset_bytes: int) -> None:
        async with self._turn:
            self._take_batch()
            await self._threads.run(self._file.rewind, offset_bytes)

    async def seal(self) -> SealedFile:
        await self._flush()
        return await self._threads.run(self._file.seal)

    async def close(self) -> None:
        async with self._turn, self._syncing:
            await self._threads.run(self._file.close)

    async def _flush(self) -> None:
        async with self._turn:
            before, batch = self._file.size_bytes, self._take_batch()
            try:
                if batch:
                    await self._threads.run(self._file.append, batch)
            except asyncio.CancelledError:
                if self._file.size_bytes == before:  # it never began
                    self._batch[:0] = batch
                raise

    def _take_batch(self) -> list[bytes]:
        batch, self._batch, self._batch_bytes = self._batch, [], 0
        return batch
