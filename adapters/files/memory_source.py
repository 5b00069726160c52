"""A source that lies in memory."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from application.ports.source_file import SourceFile

PIECE_BYTES = 256 * 1024


class MemorySourceFile(SourceFile):
    """Bytes; whoever needs a file borrows a copy in the system's temporary folder."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    @property
    def size_bytes(self) -> int:
        return len(self._content)

    async def read(self, offset: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        end = len(self._content) if length is None else offset + length
        for start in range(offset, end, PIECE_BYTES):
            yield self._content[start : min(start + PIECE_BYTES, end)]

    @asynccontextmanager
    async def as_local_file(self) -> AsyncIterator[Path]:
        with tempfile.TemporaryDirectory(prefix="source-") as folder:
            path = Path(folder) / "source"
            await asyncio.to_thread(path.write_bytes, self._content)
            yield path
