"""Files that pass through here on their way from Cloudinary to a player or an owner."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager, nullcontext
from pathlib import Path

from adapters.files.borrowing import BorrowedFiles
from adapters.media.cloudinary.gateway.blocks import BLOCK_BYTES, BlockCache
from adapters.media.cloudinary.upstream import Upstream
from application.errors import MediaFileMissingError, SourceMissingError
from application.ports.source_file import SourceFile

_PIECE_BYTES = 1024 * 1024


class DeliveredFile(SourceFile):
    """A segment or picture, read block by block."""

    def __init__(
        self, blocks: BlockCache, url: str, size_bytes: int, borrowed: BorrowedFiles
    ) -> None:
        self._blocks = blocks
        self._url = url
        self._size_bytes = size_bytes
        self._borrowed = borrowed

    @property
    def size_bytes(self) -> int:
        return self._size_bytes

    async def read(self, offset: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        end = self._size_bytes if length is None else offset + length
        while offset < end:
            position, start = divmod(offset, BLOCK_BYTES)
            found = await self._blocks.get(self._url, position)
            piece = found.content[start : start + min(end - offset, _PIECE_BYTES)]
            if not piece:
                raise SourceMissingError
            offset += len(piece)
            yield piece

    def as_local_file(self) -> AbstractAsyncContextManager[Path]:
        return self._borrowed.lend(self)


class HostedOriginal(SourceFile):
    """An original, read in one long answer: the API that hands it out may know no ranges.

    `write_url` returns an address of its own for each reading, so that none has to live long.
    `counted` is held while somebody reads, and raises where too many do.
    """

    def __init__(
        self,
        upstream: Upstream,
        write_url: Callable[[], str],
        size_bytes: int,
        borrowed: BorrowedFiles,
        counted: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._upstream = upstream
        self._write_url = write_url
        self._counted = counted
        self._size_bytes = size_bytes
        self._borrowed = borrowed

    @property
    def size_bytes(self) -> int:
        return self._size_bytes

    async def require(self) -> None:
        """Ask whether the original is there, whole.

        Raises:
            SourceMissingError: it is not.
            StorageUnavailableError: no answer.
        """
        _, total_bytes = await self._first_byte()
        if total_bytes != self._size_bytes:
            raise SourceMissingError

    async def read(self, offset: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        wanted = self._size_bytes - offset if length is None else length
        if not wanted:
            return
        try:
            with self._counted():
                async with self._upstream.opened(self._write_url(), offset, wanted) as answer:
                    async for piece in answer.pieces():
                        wanted -= len(piece)
                        yield piece
        except MediaFileMissingError as exc:
            raise SourceMissingError from exc
        if wanted:
            raise SourceMissingError

    def as_local_file(self) -> AbstractAsyncContextManager[Path]:
        return self._borrowed.lend(self)

    async def _first_byte(self) -> tuple[bytes, int]:
        try:
            return await self._upstream.fetch(self._write_url(), 0, 1)
        except MediaFileMissingError as exc:
            raise SourceMissingError from exc
