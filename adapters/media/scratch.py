"""Private folders in which engines work, one per attempt.

Layout: `{root}/{video id}.{attempt}/`; the folder of a plan is among the system's temporary ones.
"""

import asyncio
import errno
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from application.errors import ProcessingFailedError
from domain.ids import VideoId
from domain.video.failure import FailureCode

_ATTEMPT = re.compile(r"([0-9a-f-]{36})\.(\d+)", re.ASCII)
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class ScratchSpace:
    """Makes and removes the folders; one object per root and process."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._in_use: set[Path] = set()

    @asynccontextmanager
    async def folder_for_attempt(self, video_id: VideoId, attempt: int) -> AsyncIterator[Path]:
        """Lend an empty folder that belongs to this attempt alone; removed at the end.

        Raises:
            ProcessingFailedError: the folder cannot be made.
        """
        async with self._folder(f"{video_id}.{attempt}") as folder:
            yield folder

    @asynccontextmanager
    async def folder_for_plan(self) -> AsyncIterator[Path]:
        """Lend an empty folder of no attempt; removed at the end."""
        folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="plan."))
        try:
            yield folder
        finally:
            await _remove(folder)

    async def list_leftovers(self) -> tuple[tuple[VideoId, int], ...]:
        """Return the attempts that have a folder and are not being worked on here."""
        found = await asyncio.to_thread(_list_folders, self._root)
        return tuple(
            (VideoId(match[1]), int(match[2]))
            for folder in found
            if folder not in self._in_use and (match := _ATTEMPT.fullmatch(folder.name))
        )

    async def remove_leftover(self, video_id: VideoId, attempt: int) -> None:
        """Remove an attempt's folder, unless it is being worked on here."""
        folder = self._root / f"{video_id}.{attempt}"
        if folder not in self._in_use:
            await _remove(folder)

    @asynccontextmanager
    async def _folder(self, name: str) -> AsyncIterator[Path]:
        folder = self._root / name
        self._in_use.add(folder)
        try:
            await asyncio.to_thread(_make_empty, folder)
            yield folder
        finally:
            await _remove(folder)
            self._in_use.discard(folder)


def no_room_or_internal(exc: OSError) -> FailureCode:
    """Return the code for a fault of the disk that an engine writes to."""
    return FailureCode.STORAGE_FULL if exc.errno in _NO_ROOM else FailureCode.INTERNAL_ERROR


def _make_empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True, mode=0o700)
    except OSError as exc:
        raise ProcessingFailedError(no_room_or_internal(exc), str(exc)) from exc


def _list_folders(root: Path) -> list[Path]:
    try:
        return [path for path in root.iterdir() if path.is_dir()]
    except FileNotFoundError:
        return []


async def _remove(folder: Path) -> None:
    """Remove `folder` to the end, even when the caller is cancelled meanwhile."""
    removal = asyncio.ensure_future(asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True))
    try:
        await asyncio.shield(removal)
    except asyncio.CancelledError:
        await removal
        raise
