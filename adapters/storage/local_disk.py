"""A media store in one folder of this machine's disk.

Layout: `{root}/{video id}/source`, and `{root}/{video id}/{attempt}/{name}`.
A name that begins with a dot is on its way in, or was when a crash came: it is never served, and
goes with its folder.
Video ids are not spread over further folders: ext4 and XFS find one name among a million as fast
as among ten.
"""

import itertools
import os
import stat
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import closing
from pathlib import Path

from adapters.files.durable import remove_tree
from adapters.files.faults import disk_faults
from adapters.files.local_source import LocalSourceFile
from adapters.files.threads import DiskThreads
from adapters.storage.moving import link_or_copy, move_durably
from application.errors import MediaFileMissingError, StorageUnavailableError
from application.ports.media_engine import MediaFile
from application.ports.media_store import LocalFile, MediaStore, StoredFile
from application.ports.source_file import SourceFile
from domain.ids import MalformedIdError, VideoId

_THREADS = 4
_SCAN_BATCH = 500


class LocalDiskMediaStore(MediaStore):
    """Files under `root`, which is made when it is first needed.

    On the engine's file system taking a file moves it, on that of staging keeping a source names
    it a second time; elsewhere both copy.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._threads = DiskThreads("media", _THREADS)

    async def take(self, video_id: VideoId, attempt: int, files: tuple[MediaFile, ...]) -> int:
        return await self._threads.run(move_durably, files, self._attempt_path(video_id, attempt))

    async def open(
        self,
        video_id: VideoId,
        attempt: int,
        name: str,
        url_life_s: int,  # noqa: ARG002 - a file on this disk is sent, and has no URL
    ) -> StoredFile:
        if name.startswith(".") or "/" in name or "\0" in name:
            raise MediaFileMissingError
        place = f"{VideoId.parse(video_id)}/{attempt}/{name}"
        text = f"{self._root}/{place}"
        try:
            # Every segment comes by here: a look into a cached folder takes 2 µs in line and 70 by
            # a thread, and joining and asking a Path takes longer than the look.
            found = os.stat(text)  # noqa: PTH116
        except (FileNotFoundError, NotADirectoryError) as exc:
            raise MediaFileMissingError from exc
        except OSError as exc:
            raise StorageUnavailableError from exc
        if not stat.S_ISREG(found.st_mode):
            raise MediaFileMissingError
        return LocalFile(Path(text), found.st_size, place)

    async def keep_source(self, video_id: VideoId, source: SourceFile) -> None:
        async with source.as_local_file() as path:
            await self._threads.run(link_or_copy, path, self._source_path(video_id))

    async def open_source(self, video_id: VideoId) -> SourceFile:
        return await LocalSourceFile.at(self._source_path(video_id), self._threads)

    async def list_attempts(self, video_id: VideoId) -> tuple[int, ...]:
        return await self._threads.run(_list_attempts, self._video_path(video_id))

    async def remove_attempt(self, video_id: VideoId, attempt: int) -> None:
        await self._threads.run(_remove, self._attempt_path(video_id, attempt))

    async def remove_video(self, video_id: VideoId) -> None:
        await self._threads.run(_remove, self._video_path(video_id))

    async def list_videos(self) -> AsyncIterator[VideoId]:
        with closing(_scan(self._root)) as found:
            while batch := await self._threads.run(_next, found):
                for video_id in batch:
                    yield video_id

    def _video_path(self, video_id: VideoId) -> Path:
        return self._root / VideoId.parse(video_id)

    def _source_path(self, video_id: VideoId) -> Path:
        return self._video_path(video_id) / "source"

    def _attempt_path(self, video_id: VideoId, attempt: int) -> Path:
        return self._video_path(video_id) / str(attempt)


def _list_attempts(folder: Path) -> tuple[int, ...]:
    with disk_faults():
        try:
            names = [item.name for item in folder.iterdir()]
        except FileNotFoundError:
            return ()
    return tuple(sorted(int(name) for name in names if name.isdecimal()))


def _remove(folder: Path) -> None:
    with disk_faults():
        remove_tree(folder)


def _scan(root: Path) -> Generator[VideoId]:
    try:
        scan = os.scandir(root)
    except FileNotFoundError:
        return
    with scan:
        for item in scan:
            try:
                yield VideoId.parse(item.name)
            except MalformedIdError:
                continue


def _next(found: Iterator[VideoId]) -> tuple[VideoId, ...]:
    with disk_faults():
        return tuple(itertools.islice(found, _SCAN_BATCH))
