"""Staging in one folder of this machine's disk.

Layout: `{root}/{staged id}` is sealed, `{root}/{staged id}.part` is being written, was when a
crash came, or waits for whoever resumes it.
Names are generated ids and nothing else; the client's file name never reaches the disk.
What is not named like this is not ours and is left alone.
"""

import asyncio
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from adapters.files.durable import make_folder
from adapters.files.faults import disk_faults
from adapters.files.local_source import LocalSourceFile
from adapters.files.threads import DiskThreads
from adapters.staging.batches import Batches
from adapters.staging.growing_file import GrowingFile
from adapters.staging.hashed_prefix import HashedPrefixes
from adapters.staging.local_resumable import LocalDiskResumableWriter
from adapters.staging.part_file import PART_SUFFIX, PartFile
from application.ports.source_file import SourceFile
from application.ports.staging_area import (
    ResumableWriter,
    SealedFile,
    StagedEntry,
    StagingArea,
    StagingWriter,
)
from domain.ids import MalformedIdError, StagedId

_THREADS = 8
"""Writes wait for the disk, hashes for a core: more threads would only queue elsewhere."""


_SYNC_BYTES = 16 * 1024 * 1024
"""A hundredth of a second's work for a disk: often enough, and no crowd of small errands."""


class LocalDiskStagingArea(StagingArea):
    """Bytes under `root`, which is made when it is first needed.

    It belongs on the file system of the media store, which can then keep a source without copying.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._threads = DiskThreads("staging", _THREADS)
        self._prefixes = HashedPrefixes()

    async def create(self, staged_id: StagedId) -> StagingWriter:
        file = PartFile(self._path(staged_id))
        await self._threads.run(file.open)
        return LocalDiskStagingWriter(file, self._threads)

    async def resume(self, staged_id: StagedId, offset_bytes: int) -> ResumableWriter:
        file = GrowingFile(self._path(staged_id), self._prefixes)
        await self._threads.run(file.open, offset_bytes)
        return LocalDiskResumableWriter(file, self._threads)

    async def open(self, staged_id: StagedId) -> SourceFile:
        return await LocalSourceFile.at(self._path(staged_id), self._threads)

    async def remove(self, staged_id: StagedId) -> None:
        await self._threads.run(PartFile(self._path(staged_id)).remove)

    async def list_changed_before(self, instant: datetime) -> tuple[StagedEntry, ...]:
        return await self._threads.run(_list_changed_before, self._root, instant)

    async def free_bytes(self) -> int | None:
        return await self._threads.run(_free_bytes, self._root)

    def _path(self, staged_id: StagedId) -> Path:
        return self._root / StagedId.parse(staged_id)


class LocalDiskStagingWriter(StagingWriter):
    """Gathers small chunks; each batch is hashed and written in one hop.

    The disk is at work while more arrives, so that sealing waits for little.
    """

    def __init__(self, file: PartFile, threads: DiskThreads) -> None:
        self._file = file
        self._threads = threads
        self._batches = Batches(threads, file.append)
        self._unsynced_bytes = 0
        self._syncing: asyncio.Future[None] | None = None
        self._is_sealed = False

    async def write(self, chunk: bytes) -> None:
        await self._batches.put(chunk)
        self._unsynced_bytes += len(chunk)
        if self._unsynced_bytes >= _SYNC_BYTES and (self._syncing is None or self._syncing.done()):
            await self._synced()
            self._unsynced_bytes = 0
            self._syncing = asyncio.ensure_future(self._threads.run(self._file.sync))

    async def seal(self) -> SealedFile:
        await self._batches.drain()
        await self._synced()
        sealed = await self._threads.run(self._file.seal)
        self._is_sealed = True
        return sealed

    async def discard(self) -> None:
        # A cancelled `seal` may have gone through: its caller never learnt of the bytes.
        if not self._is_sealed:
            await self._batches.settle()
            if self._syncing is not None:
                await asyncio.gather(self._syncing, return_exceptions=True)
            await self._threads.run(self._file.remove)

    async def _synced(self) -> None:
        """Raise what the last synchronisation failed with: systems tell of lost bytes once."""
        if self._syncing is not None:
            await asyncio.shield(self._syncing)


def _list_changed_before(root: Path, instant: datetime) -> tuple[StagedEntry, ...]:
    with disk_faults():
        return tuple(entry for entry in _entries(root) if entry.changed_at < instant)


def _entries(root: Path) -> Iterator[StagedEntry]:
    try:
        scan = os.scandir(root)
    except FileNotFoundError:
        return
    with scan:
        for item in scan:
            try:
                staged_id = StagedId.parse(item.name.removesuffix(PART_SUFFIX))
                changed_at = datetime.fromtimestamp(item.stat().st_mtime, UTC)
            except (MalformedIdError, FileNotFoundError):
                continue
            changed_ms = changed_at.microsecond // 1000
            yield StagedEntry(staged_id, changed_at.replace(microsecond=changed_ms * 1000))


def _free_bytes(root: Path) -> int:
    with disk_faults():
        make_folder(root)
        return shutil.disk_usage(root).free
