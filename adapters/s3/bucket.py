"""Objects by key, in one place of one store."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from adapters.files.threads import DiskThreads
from adapters.s3.connection import S3Access, S3Place, connect
from adapters.s3.faults import s3_faults

Args = ParamSpec("Args")
Result = TypeVar("Result")

_PART_BYTES = 8 * 1024 * 1024
_MAX_PARTS = 10_000
"""Parts of one upload: 5 MiB at least. Source: Amazon S3 User Guide, multipart upload limits."""

_PARTS_AT_ONCE = 2
_REQUESTS_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class S3Object:
    """One object, as a list tells it."""

    key: str
    changed_at: datetime


class S3Bucket:
    """Requests to one place of a store.

    Every method raises StorageUnavailableError when the store does not answer, and those that
    write StorageFullError when it has no room; a caller that is cancelled leaves when its request
    is over, so that what was written can be removed and does not come back.
    The client is called in threads: its own coroutines resolve on threads that abort a process
    which ends at that moment (PyO3/pyo3-async-runtimes#40).
    """

    def __init__(self, place: S3Place, access: S3Access) -> None:
        self._store = connect(place, access)
        self._threads = DiskThreads("s3", _REQUESTS_AT_ONCE)

    async def put(self, key: str, content: bytes | bytearray) -> None:
        """Write one small object."""
        await self._run(obstore.put, key, content, use_multipart=False)

    async def put_file(self, key: str, path: Path, size_bytes: int, content_type: str) -> None:
        """Write one object from a file of this machine."""
        await self._run(
            obstore.put,
            key,
            path,
            attributes={"Content-Type": content_type},
            chunk_size=_part_bytes(size_bytes),
            max_concurrency=_PARTS_AT_ONCE,
        )

    async def put_stream(self, key: str, chunks: AsyncIterator[bytes], size_bytes: int) -> None:
        """Write one object from `chunks`, in as many parts as it takes, visible at the end.

        The parts are withdrawn when `chunks` raises, and when the caller is cancelled; a process
        that is killed leaves them to the bucket's rule for incomplete uploads.
        """
        with s3_faults():
            writer = obstore.open_writer(
                self._store,
                key,
                buffer_size=_part_bytes(size_bytes),
                max_concurrency=_PARTS_AT_ONCE,
            )
            try:
                async for chunk in chunks:
                    await self._threads.run(writer.write, chunk)
                await self._threads.run(writer.close)
            except BaseException as exc:
                await self._threads.run(_withdraw, writer, exc)
                raise

    async def find(self, key: str) -> bytes | None:
        """Return a small object, or None."""
        return await self._run(_find, key)

    async def find_size(self, key: str) -> int | None:
        """Return how many bytes an object has, or None."""
        return await self._run(_find_size, key)

    async def find_range(self, key: str, start: int, length: int) -> memoryview | None:
        """Return `length` bytes of an object from `start` on, fewer at its end, or None."""
        return await self._run(_find_range, key, start, length)

    async def list_objects(self, folder: str = "") -> AsyncIterator[S3Object]:
        """Yield every object below `folder`."""
        batches = _list(self._store, folder)
        with s3_faults():
            while batch := await self._threads.run(_next, batches):
                for found in batch:
                    yield found

    async def list_folders(self, folder: str = "") -> list[str]:
        """Return the names that lie right below `folder` and have objects below them."""
        listed = await self._run(obstore.list_with_delimiter, folder or None)
        return [path.rpartition("/")[2] for path in listed["common_prefixes"]]

    async def remove(self, keys: Iterable[str]) -> None:
        """Remove objects, also such as are not there."""
        await self._run(obstore.delete, list(keys))

    async def remove_folder(self, folder: str) -> None:
        """Remove every object below `folder`."""
        await self.remove([found.key async for found in self.list_objects(folder)])

    async def sign(self, key: str, life_s: int) -> str:
        """Return an address that opens the object to whoever has it, for `life_s` from 1 on."""
        return await self._run(_sign, key, timedelta(seconds=life_s))

    async def _run(
        self,
        call: Callable[Concatenate[S3Store, Args], Result],
        *args: Args.args,
        **kwargs: Args.kwargs,
    ) -> Result:
        with s3_faults():
            return await self._threads.run(call, self._store, *args, **kwargs)


def _find(store: S3Store, key: str) -> bytes | None:
    try:
        return bytes(obstore.get(store, key).bytes())
    except FileNotFoundError:
        return None


def _find_size(store: S3Store, key: str) -> int | None:
    try:
        return obstore.head(store, key)["size"]
    except FileNotFoundError:
        return None


def _find_range(store: S3Store, key: str, start: int, length: int) -> memoryview | None:
    try:
        return memoryview(obstore.get_range(store, key, start=start, length=length))
    except FileNotFoundError:
        return None


def _list(store: S3Store, folder: str) -> Iterator[list[S3Object]]:
    for batch in obstore.list(store, folder or None):
        yield [S3Object(found["path"], _whole_ms(found["last_modified"])) for found in batch]


def _next(batches: Iterator[list[S3Object]]) -> list[S3Object]:
    return next(batches, [])


def _sign(store: S3Store, key: str, life: timedelta) -> str:
    return obstore.sign(store, "GET", key, life)


def _withdraw(writer: AbstractContextManager[object], reason: BaseException) -> None:
    with suppress(BaseError):
        writer.__exit__(type(reason), reason, reason.__traceback__)


def _whole_ms(instant: datetime) -> datetime:
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def _part_bytes(size_bytes: int) -> int:
    return max(_PART_BYTES, -(-size_bytes // _MAX_PARTS))
