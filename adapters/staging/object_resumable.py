"""Writing to an object store that may be gone on with later."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable

import msgspec

from adapters.files.borrowing import BorrowedFiles
from adapters.s3.bucket import S3Bucket
from adapters.s3.source import Part, S3SourceFile
from adapters.staging.object_run import Begun, Turn, cut, size_of
from adapters.staging.object_seal import find_seal, put_seal
from application.errors import SourceMissingError
from application.ports.staging_area import ResumableWriter, SealedFile

_PART_BYTES = 4 * 1024 * 1024
"""What a writer holds in memory, twice while it is sent; syncing sends less."""


class S3ResumableWriter(ResumableWriter):
    """Gathers a part, and sends it as an object of its own.

    The digest follows what this writer sends; what others sent before it is read again when the
    run is sealed.
    """

    def __init__(self, bucket: S3Bucket, borrowed: BorrowedFiles, folder: str) -> None:
        self._bucket = bucket
        self._borrowed = borrowed
        self._folder = folder
        self._turn = Turn("")
        self._parts: list[Part] = []
        self._sent = 0
        self._pending = bytearray()
        self._sealed: SealedFile | None = None
        self._digest = hashlib.sha256()
        self._hashed_bytes = 0
        self._sending = asyncio.Lock()
        self.on_close: Callable[[], None] = lambda: None

    async def begin(self, offset_bytes: int) -> None:
        """Begin a turn behind the first `offset_bytes`.

        Raises:
            SourceMissingError: fewer are there, or another length is sealed.
        """
        seal = await find_seal(self._bucket, self._folder)
        if seal is not None:
            self._parts = seal[0]
            self._sealed = SealedFile(size_of(seal[0]), seal[1])
            if self._sealed.size_bytes != offset_bytes:
                raise SourceMissingError
            return
        found = [entry.key async for entry in self._bucket.list_objects(self._folder)]
        names = [key.removeprefix(f"{self._folder}/") for key in found]
        self._parts = cut(await self._find_parts(names), offset_bytes)
        if size_of(self._parts) != offset_bytes:
            raise SourceMissingError
        self._turn = Turn.after(names, secrets.token_hex(4))
        before = tuple((part.key.rpartition("/")[2], part.size_bytes) for part in self._parts)
        await self._bucket.put(
            f"{self._folder}/{self._turn.begun}", msgspec.json.encode(Begun(before))
        )

    async def write(self, chunk: bytes) -> None:
        self._pending += chunk
        if len(self._pending) >= _PART_BYTES:
            await self._send()

    async def sync(self) -> int:
        await self._send()
        return size_of(self._parts)

    async def read_head(self, length: int) -> bytes:
        await self._send()
        head = S3SourceFile(self._bucket, tuple(cut(self._parts, length)), self._borrowed)
        return b"".join([piece async for piece in head.read()])

    async def rewind(self, offset_bytes: int) -> None:
        async with self._sending:
            self._pending.clear()
            self._parts = cut(self._parts, offset_bytes)
            if self._hashed_bytes > offset_bytes:
                self._digest, self._hashed_bytes = hashlib.sha256(), 0

    async def seal(self) -> SealedFile:
        if self._sealed is None:
            await self._send()
            await self._catch_up()
            self._sealed = await put_seal(
                self._bucket, self._folder, self._parts, self._digest.hexdigest()
            )
        return self._sealed

    async def close(self) -> None:
        self.on_close()

    async def _find_parts(self, names: list[str]) -> list[Part]:
        newest = Turn.newest(names)
        if newest is None:
            return []
        begun = await self._bucket.find(f"{self._folder}/{newest.begun}")
        return newest.parts_of(self._folder, begun or b"", names)

    async def _send(self) -> None:
        async with self._sending:
            if not self._pending:
                return
            content, begin = bytes(self._pending), size_of(self._parts)
            name = self._turn.part_name(self._sent, begin, len(content))
            # Whoever is cancelled here has the bytes still pending, and sends them again.
            await self._bucket.put(f"{self._folder}/{name}", content)
            self._sent += 1
            self._parts.append(Part(f"{self._folder}/{name}", len(content)))
            del self._pending[: len(content)]
            if self._hashed_bytes == begin:
                await asyncio.shield(asyncio.to_thread(self._hash, content))

    async def _catch_up(self) -> None:
        whole = S3SourceFile(self._bucket, tuple(self._parts), self._borrowed)
        async for piece in whole.read(self._hashed_bytes):
            await asyncio.to_thread(self._hash, piece)

    def _hash(self, content: bytes) -> None:
        self._digest.update(content)
        self._hashed_bytes += len(content)
