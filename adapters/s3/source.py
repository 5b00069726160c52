"""A source that lies in an object store, in one object or in several behind one another."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from adapters.files.borrowing import BorrowedFiles
from adapters.s3.bucket import S3Bucket
from application.errors import SourceMissingError
from application.ports.source_file import SourceFile

_REQUEST_BYTES = 2 * 1024 * 1024
"""Few enough for memory and for a slow line, enough to hide the round trip.

Ranges, not one long answer: a reader that pauses holds no connection, and a request that fails is
repeated from where it began.
"""

_PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """One object of a source."""

    key: str
    size_bytes: int


class S3SourceFile(SourceFile):
    """Objects that are never changed, only removed."""

    def __init__(self, bucket: S3Bucket, parts: tuple[Part, ...], borrowed: BorrowedFiles) -> None:
        self._bucket = bucket
        self._parts = parts
        self._borrowed = borrowed

    @property
    def size_bytes(self) -> int:
        return sum(part.size_bytes for part in self._parts)

    async def read(self, offset: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        end = self.size_bytes if length is None else offset + length
        part_start = 0
        for part in self._parts:
            start, stop = max(0, offset - part_start), min(part.size_bytes, end - part_start)
            for at in range(start, stop, _REQUEST_BYTES):
                found = await self._request(part, at, min(_REQUEST_BYTES, stop - at))
                for piece in range(0, len(found), _PIECE_BYTES):
                    yield bytes(found[piece : piece + _PIECE_BYTES])
            part_start += part.size_bytes

    def as_local_file(self) -> AbstractAsyncContextManager[Path]:
        return self._borrowed.lend(self)

    async def _request(self, part: Part, start: int, length: int) -> memoryview:
        found = await self._bucket.find_range(part.key, start, length)
        if found is None or len(found) < length:
            raise SourceMissingError
        return found
