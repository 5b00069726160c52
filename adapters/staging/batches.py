"""Bytes on their way to a thread, batch by batch."""

import asyncio
from collections.abc import Callable, Sequence

from adapters.files.threads import DiskThreads

BATCH_BYTES = 1024 * 1024
"""What a hop to a thread carries at least, so that the hop is small beside its work."""


class Batches:
    """Appends one batch in a thread while the next is gathered; their order is that of the bytes.

    Any task may put and drain.
    A batch that is on its way is appended even if whoever waits for it is cancelled.
    After a failure nothing more is taken, or bytes would be missing in the middle; whoever drains
    is told of it once.
    """

    def __init__(self, threads: DiskThreads, append: Callable[[Sequence[bytes]], None]) -> None:
        self._threads = threads
        self._append = append
        self._gathered: list[bytes] = []
        self._gathered_bytes = 0
        self._on_its_way: asyncio.Future[None] | None = None
        self._failure: Exception | None = None
        self._is_told = False

    async def put(self, chunk: bytes) -> None:
        """Take `chunk`; raises what an earlier batch failed with."""
        self._gathered.append(chunk)
        self._gathered_bytes += len(chunk)
        if self._gathered_bytes >= BATCH_BYTES:
            await self._send()

    async def drain(self) -> None:
        """Return when everything is appended, but for what failed and was told."""
        await self.settle()
        if not self._is_told:
            await self._send()
            await self.settle()
            self._raise_failure()

    async def settle(self) -> None:
        """Return when nothing is on its way; what is gathered stays where it is."""
        while (batch := self._on_its_way) is not None:
            await asyncio.wait({batch})
            if self._on_its_way is batch:
                self._on_its_way = None
                failure = batch.exception()
                if isinstance(failure, Exception):
                    self._failure = failure

    async def drop(self) -> None:
        """Forget what is gathered, and a failure with it."""
        self._gathered, self._gathered_bytes = [], 0
        await self.settle()
        self._failure, self._is_told = None, False

    async def _send(self) -> None:
        await self.settle()
        self._raise_failure()
        if self._gathered:
            batch, self._gathered, self._gathered_bytes = self._gathered, [], 0
            self._on_its_way = asyncio.ensure_future(self._threads.run(self._append, batch))

    def _raise_failure(self) -> None:
        if self._failure is not None:
            self._is_told = True
            raise self._failure
