"""A media store in memory: for tests, and for programs that keep nothing."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from adapters.files.memory_source import MemorySourceFile
from application.errors import MediaFileMissingError, SourceMissingError
from application.ports.media_engine import MediaFile
from application.ports.media_store import MediaStore, RemoteFile, StoredFile
from application.ports.source_file import SourceFile
from domain.ids import VideoId


class MemoryMediaStore(MediaStore):
    """Bytes in dictionaries; every file has to pass through, since none has a URL."""

    def __init__(self) -> None:
        self._attempts: dict[tuple[VideoId, int], dict[str, bytes]] = {}
        self._sources: dict[VideoId, bytes] = {}

    async def take(self, video_id: VideoId, attempt: int, files: tuple[MediaFile, ...]) -> int:
        taken_bytes = 0
        for file in files:
            content = await asyncio.to_thread(_move_in, file.path)
            self._attempts.setdefault((video_id, attempt), {})[file.name] = content
            taken_bytes += len(content)
        return taken_bytes

    async def open(
        self,
        video_id: VideoId,
        attempt: int,
        name: str,
        url_life_s: int,  # noqa: ARG002 - there are no URLs
    ) -> StoredFile:
        try:
            content = self._attempts[video_id, attempt][name]
        except KeyError as exc:
            raise MediaFileMissingError from exc
        return RemoteFile(MemorySourceFile(content), url=None)

    async def keep_source(self, video_id: VideoId, source: SourceFile) -> None:
        if video_id not in self._sources:
            self._sources[video_id] = b"".join([piece async for piece in source.read()])

    async def open_source(self, video_id: VideoId) -> SourceFile:
        try:
            return MemorySourceFile(self._sources[video_id])
        except KeyError as exc:
            raise SourceMissingError from exc

    async def list_attempts(self, video_id: VideoId) -> tuple[int, ...]:
        return tuple(sorted(number for owner, number in self._attempts if owner == video_id))

    async def remove_attempt(self, video_id: VideoId, attempt: int) -> None:
        self._attempts.pop((video_id, attempt), None)

    async def remove_video(self, video_id: VideoId) -> None:
        for attempt in await self.list_attempts(video_id):
            del self._attempts[video_id, attempt]
        self._sources.pop(video_id, None)

    async def list_videos(self) -> AsyncIterator[VideoId]:
        for video_id in {owner for owner, _ in self._attempts} | self._sources.keys():
            yield video_id


def _move_in(path: Path) -> bytes:
    content = path.read_bytes()
    path.unlink()
    return content
