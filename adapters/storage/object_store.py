"""A media store in an S3-compatible object store.

Layout: `{prefix}/{video id}/source`, and `{prefix}/{video id}/{attempt}/{name}`.
The prefix belongs to one installation: what no record of its own names is removed.
A process that is killed while it keeps a large source leaves parts that no list tells of; a rule
of the bucket for incomplete uploads removes them.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path, PurePosixPath

from adapters.files.borrowing import BorrowedFiles
from adapters.files.faults import disk_faults
from adapters.files.memory_source import MemorySourceFile
from adapters.files.threads import DiskThreads
from adapters.s3.bucket import S3Bucket
from adapters.s3.source import Part, S3SourceFile
from application.errors import MediaFileMissingError, SourceMissingError
from application.ports.media_engine import MediaFile
from application.ports.media_store import (
    MEDIA_TYPES,
    NAMES_OTHER_FILES,
    MediaStore,
    RemoteFile,
    StoredFile,
)
from application.ports.source_file import SourceFile
from domain.ids import MalformedIdError, VideoId

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*", re.ASCII)
_UNKNOWN_TYPE = "application/octet-stream"
_UPLOADS_AT_ONCE = 4
_THREADS = 2


class S3MediaStore(MediaStore):
    """Objects below one prefix.

    Files that name others are read at once, and whole: they are small, they are replaced while
    they are played, and their relative references need our own addresses.
    All others have pre-signed URLs.
    """

    def __init__(self, bucket: S3Bucket, borrowed: BorrowedFiles) -> None:
        self._bucket = bucket
        self._borrowed = borrowed
        self._threads = DiskThreads("media", _THREADS)

    async def take(self, video_id: VideoId, attempt: int, files: tuple[MediaFile, ...]) -> int:
        folder = _folder(video_id, attempt)
        return sum([await self._take_together(batch, folder) for batch in _batches(files)])

    async def open(self, video_id: VideoId, attempt: int, name: str, url_life_s: int) -> StoredFile:
        if _NAME.fullmatch(name) is None:
            raise MediaFileMissingError
        key = f"{_folder(video_id, attempt)}/{name}"
        if _suffix(name) in NAMES_OTHER_FILES:
            content = await self._bucket.find(key)
            if content is None:
                raise MediaFileMissingError
            return RemoteFile(MemorySourceFile(content), url=None)
        size_bytes = await self._bucket.find_size(key)
        if size_bytes is None:
            raise MediaFileMissingError
        # One that lives for no time cannot be signed.
        url = await self._bucket.sign(key, url_life_s) if url_life_s > 0 else None
        return RemoteFile(self._file(key, size_bytes), url)

    async def keep_source(self, video_id: VideoId, source: SourceFile) -> None:
        key = _source_key(video_id)
        if await self._bucket.find_size(key) is None:
            await self._bucket.put_stream(key, source.read(), source.size_bytes)

    async def open_source(self, video_id: VideoId) -> SourceFile:
        key = _source_key(video_id)
        size_bytes = await self._bucket.find_size(key)
        if size_bytes is None:
            raise SourceMissingError
        return self._file(key, size_bytes)

    async def list_attempts(self, video_id: VideoId) -> tuple[int, ...]:
        names = await self._bucket.list_folders(VideoId.parse(video_id))
        return tuple(sorted(int(name) for name in names if name.isdecimal()))

    async def remove_attempt(self, video_id: VideoId, attempt: int) -> None:
        await self._bucket.remove_folder(_folder(video_id, attempt))

    async def remove_video(self, video_id: VideoId) -> None:
        await self._bucket.remove_folder(VideoId.parse(video_id))

    async def list_videos(self) -> AsyncIterator[VideoId]:
        for name in await self._bucket.list_folders():
            try:
                yield VideoId.parse(name)
            except MalformedIdError:
                continue

    async def _take_together(self, files: list[MediaFile], folder: str) -> int:
        """Take files whose order among themselves does not matter."""
        taking = (self._take(file, f"{folder}/{file.name}") for file in files)
        taken = await asyncio.gather(*taking, return_exceptions=True)
        for outcome in taken:
            if isinstance(outcome, BaseException):
                raise outcome
        return sum(outcome for outcome in taken if isinstance(outcome, int))

    async def _take(self, file: MediaFile, key: str) -> int:
        size_bytes = await self._threads.run(_size_of, file.path)
        media_type = MEDIA_TYPES.get(_suffix(file.name), _UNKNOWN_TYPE)
        await self._bucket.put_file(key, file.path, size_bytes, media_type)
        await self._threads.run(_remove, file.path)
        return size_bytes

    def _file(self, key: str, size_bytes: int) -> S3SourceFile:
        return S3SourceFile(self._bucket, (Part(key, size_bytes),), self._borrowed)


def _batches(files: tuple[MediaFile, ...]) -> Iterator[list[MediaFile]]:
    """Yield what may go up side by side: a file that names others comes alone, after them."""
    batch: list[MediaFile] = []
    for file in files:
        names_others = _suffix(file.name) in NAMES_OTHER_FILES
        if batch and (names_others or len(batch) == _UPLOADS_AT_ONCE):
            yield batch
            batch = []
        if names_others:
            yield [file]
        else:
            batch.append(file)
    if batch:
        yield batch


def _folder(video_id: VideoId, attempt: int) -> str:
    return f"{VideoId.parse(video_id)}/{attempt}"


def _source_key(video_id: VideoId) -> str:
    return f"{VideoId.parse(video_id)}/source"


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix


def _size_of(path: Path) -> int:
    with disk_faults():
        return path.stat().st_size


def _remove(path: Path) -> None:
    with disk_faults():
        path.unlink()
