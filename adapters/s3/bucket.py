"""Objects by key, in one place of one store."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self, TypeVar

import obstore

from adapters.s3.connection import S3Access, S3Place, connect
from adapters.s3.faults import s3_faults

Result = TypeVar("Result")

_PART_BYTES = 8 * 1024 * 1024
_MAX_PARTS = 10_000
"""Parts of one upload: 5 MiB at least. Source: Amazon S3 User Guide, multipart upload limits."""

_PARTS_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class S3Object:
    """One object, as a list tells it."""

    key: str
    changed_at: datetime


class S3Bucket:
    """Requests to one place of a store.

    Every method raises StorageUnavailableError when the store does not answer, and those that
    write StorageFullError when it has no room.
    """

    def __init__(self, place: S3Place, access: S3Access) -> None:
        self._store = connect(place, access)

    async def put(self, key: str, content: bytes | bytearray) -> None:
        """Write one small object; a caller that is cancelled leaves when that is over."""
        with s3_faults():
            await _to_the_end(obstore.put_async(self._store, key, content, use_multipart=False))

    async def put_file(self, key: str, path: Path, size_bytes: int, content_type: str) -> None:
        """Write one object from a file of this machine; cancelled like `put`."""
        with s3_faults():
            await _to_the_end(
                obstore.put_async(
                    self._store,
                    key,
                    path,
                    attributes={"Content-Type": content_type},
                    chunk_size=_part_bytes(size_bytes),
                    max_concurrency=_PARTS_AT_ONCE,
                )
            )

    async def put_stream(self, key: str, chunks: AsyncIterator[bytes], size_bytes: int) -> None:
        """Write one object from `chunks`, in as many parts as it takes, visible at the end.

        The parts are withdrawn when `chunks` raises, and when the caller is cancelled; a process
        that is killed leaves them to the bucket's rule for incomplete uploads.
        """
        stoppable = _Stoppable(chunks)
        with s3_faults():
            await _to_the_end(
                obstore.put_async(
                    self._store,
                    key,
                    stoppable,
                    use_multipart=True,
                    chunk_size=_part_bytes(size_bytes),
                    max_concurrency=_PARTS_AT_ONCE,
                ),
                stoppable.stop,
            )

    async def find(self, key: str) -> bytes | None:
        """Return a small object, or None."""
        with s3_faults():
            try:
                found = await obstore.get_async(self._store, key)
                return bytes(await found.bytes_async())
            except FileNotFoundError:
                return None

    async def find_size(self, key: str) -> int | None:
        """Return how many bytes an object has, or None."""
        with s3_faults():
            try:
                return (await obstore.head_async(self._store, key))["size"]
            except FileNotFoundError:
                return None

    async def find_range(self, key: str, start: int, length: int) -> memoryview | None:
        """Return `length` bytes of an object from `start` on, fewer at its end, or None."""
        with s3_faults():
            try:
                return memoryview(
                    await obstore.get_range_async(self._store, key, start=start, length=length)
                )
            except FileNotFoundError:
                return None

    async def list_objects(self, folder: str = "") -> AsyncIterator[S3Object]:
        """Yield every object below `folder`."""
        with s3_faults():
            async for batch in obstore.list(self._store, folder or None):
                for found in batch:
                    yield S3Object(found["path"], _whole_ms(found["last_modified"]))

    async def list_folders(self, folder: str = "") -> list[str]:
        """Return the names that lie right below `folder` and have objects below them."""
        with s3_faults():
            listed = await obstore.list_with_delimiter_async(self._store, folder or None)
            return [path.rpartition("/")[2] for path in listed["common_prefixes"]]

    async def remove(self, keys: Iterable[str]) -> None:
        """Remove objects, also such as are not there."""
        with s3_faults():
            await obstore.delete_async(self._store, list(keys))

    async def remove_folder(self, folder: str) -> None:
        """Remove every object below `folder`."""
        await self.remove([found.key async for found in self.list_objects(folder)])

    async def sign(self, key: str, life_s: int) -> str:
        """Return an address that opens the object to whoever has it, for `life_s` from 1 on."""
        with s3_faults():
            return await obstore.sign_async(self._store, "GET", key, timedelta(seconds=life_s))


class _Stoppable:
    """Chunks that can be made to end with an error, wherever they are."""

    def __init__(self, chunks: AsyncIterator[bytes]) -> None:
        self._chunks = chunks
        self._is_stopped = False

    def stop(self) -> None:
        self._is_stopped = True

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        if self._is_stopped:
            raise asyncio.CancelledError
        return await anext(self._chunks)


async def _to_the_end(
    request: Awaitable[Result], on_cancel: Callable[[], None] = lambda: None
) -> Result:
    """Return what `request` returns; a caller that is cancelled leaves when it is over.

    What it writes may be removed then, and does not come back.
    """
    task = asyncio.ensure_future(request)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        on_cancel()
        await asyncio.wait({task})
        if not task.cancelled():
            task.exception()  # looked at, so that asyncio does not report it as forgotten
        raise


def _whole_ms(instant: datetime) -> datetime:
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def _part_bytes(size_bytes: int) -> int:
    return max(_PART_BYTES, -(-size_bytes // _MAX_PARTS))
