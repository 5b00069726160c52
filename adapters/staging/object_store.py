"""Staging in an S3-compatible object store, for workers on other machines.

Layout: `{prefix}/{staged id}/begun` is empty, `{prefix}/{staged id}/{number}` are the bytes in
order, and `{prefix}/{staged id}/sealed` tells how many lie in each; a run that may be interrupted
has other names for its parts (see `object_run`).
Objects of our own, where the store has uploads in parts: those are invisible until they are
complete, so a sweep would not find them, and of 5 MiB at least, so a slow upload would look dead.
What is not named by a staged id is not ours and is left alone.
"""

import asyncio
import hashlib
import time
from datetime import datetime

from adapters.files.borrowing import BorrowedFiles
from adapters.s3.bucket import S3Bucket
from adapters.s3.source import Part, S3SourceFile
from adapters.staging.object_resumable import S3ResumableWriter
from adapters.staging.object_seal import get_sealed_parts, put_seal, seal_key
from application.errors import RunBusyError
from application.ports.source_file import SourceFile
from application.ports.staging_area import (
    ResumableWriter,
    SealedFile,
    StagedEntry,
    StagingArea,
    StagingWriter,
)
from domain.ids import MalformedIdError, StagedId

_PART_BYTES = 4 * 1024 * 1024
"""What an upload holds in memory, twice while it is sent."""

_SILENCE_S = 60.0
"""A part is sent after this time however small it is: nobody takes the upload for abandoned."""


class S3StagingArea(StagingArea):
    """Objects below one prefix, which belongs to one installation.

    A second writer of a run is noticed where it is in the same process.
    """

    def __init__(self, bucket: S3Bucket, borrowed: BorrowedFiles) -> None:
        self._bucket = bucket
        self._borrowed = borrowed
        self._taken: set[StagedId] = set()

    async def create(self, staged_id: StagedId) -> StagingWriter:
        folder = StagedId.parse(staged_id)
        await self._bucket.put(f"{folder}/begun", b"")
        return S3StagingWriter(self._bucket, folder)

    async def resume(self, staged_id: StagedId, offset_bytes: int) -> ResumableWriter:
        if staged_id in self._taken:
            raise RunBusyError
        self._taken.add(staged_id)
        writer = S3ResumableWriter(self._bucket, self._borrowed, StagedId.parse(staged_id))
        writer.on_close = lambda: self._taken.discard(staged_id)
        try:
            await writer.begin(offset_bytes)
        except BaseException:
            await writer.close()
            raise
        return writer

    async def open(self, staged_id: StagedId) -> SourceFile:
        folder = StagedId.parse(staged_id)
        parts = await get_sealed_parts(self._bucket, folder)
        return S3SourceFile(self._bucket, parts, self._borrowed)

    async def remove(self, staged_id: StagedId) -> None:
        folder = StagedId.parse(staged_id)
        # First, so that a crash in between leaves nothing that looks whole.
        await self._bucket.remove([seal_key(folder)])
        await self._bucket.remove_folder(folder)

    async def list_changed_before(self, instant: datetime) -> tuple[StagedEntry, ...]:
        newest: dict[StagedId, datetime] = {}
        async for found in self._bucket.list_objects():
            try:
                staged_id = StagedId.parse(found.key.partition("/")[0])
            except MalformedIdError:
                continue
            newest[staged_id] = max(newest.get(staged_id, found.changed_at), found.changed_at)
        return tuple(
            StagedEntry(staged_id, changed_at)
            for staged_id, changed_at in newest.items()
            if changed_at < instant
        )

    async def free_bytes(self) -> int | None:
        return None


class S3StagingWriter(StagingWriter):
    """Gathers a part, and sends it while the next bytes wait."""

    def __init__(self, bucket: S3Bucket, folder: str) -> None:
        self._bucket = bucket
        self._folder = folder
        self._digest = hashlib.sha256()
        self._part = bytearray()
        self._parts: list[Part] = []
        self._sent_at_s = time.monotonic()
        self._is_sealed = False

    async def write(self, chunk: bytes) -> None:
        self._part += chunk
        silence_s = time.monotonic() - self._sent_at_s
        if len(self._part) >= _PART_BYTES or silence_s >= _SILENCE_S:
            await self._send()

    async def seal(self) -> SealedFile:
        if self._part:
            await self._send()
        digest = self._digest.hexdigest()
        sealed = await put_seal(self._bucket, self._folder, self._parts, digest)
        self._is_sealed = True
        return sealed

    async def discard(self) -> None:
        # A cancelled `seal` may have gone through: its caller never learnt of the bytes.
        if not self._is_sealed:
            await self._bucket.remove([seal_key(self._folder)])
            await self._bucket.remove_folder(self._folder)

    async def _send(self) -> None:
        part, self._part = self._part, bytearray()
        key = _part_key(self._folder, len(self._parts))
        self._parts.append(Part(key, len(part)))
        await asyncio.gather(
            self._bucket.put(key, part), asyncio.to_thread(self._digest.update, part)
        )
        self._sent_at_s = time.monotonic()


def _part_key(folder: str, number: int) -> str:
    return f"{folder}/{number:06d}"
