"""Take the pictures of a source: thumbnail, placeholder, storyboard, animated preview."""

import asyncio
import base64
import logging
from pathlib import Path

from adapters.media.ffmpeg.command import Task
from adapters.media.ffmpeg.pictures import (
    LOOKS,
    SPOTS,
    look_command,
    look_name,
    spot_name,
    storyboard_command,
    thumbnail_command,
    tiny_name,
)
from adapters.media.ffmpeg.preview import PREVIEW, preview_command
from adapters.media.ffmpeg.storyboard import (
    STORYBOARD,
    Storyboard,
    sheet_name,
    write_storyboard_index,
)
from adapters.media.ffmpeg.workbench import Workbench
from application.errors import ProcessingFailedError
from application.ports.media_engine import (
    MediaFile,
    PreviewReady,
    StoryboardReady,
    ThumbnailReady,
)

_log = logging.getLogger(__name__)

THUMBNAIL = "thumbnail.jpg"


class Photographer:
    """Takes pictures of one source; a picture that cannot be taken fails nothing else."""

    def __init__(self, task: Task, bench: Workbench) -> None:
        self._task = task
        self._bench = bench

    async def can_look_inside(self) -> bool:
        """Tell whether at least half of the pictures at `LOOKS` places can be decoded.

        Raises:
            ProcessingFailedError: nobody could look, and that is not the file's fault.
        """
        try:
            await self._bench.run(look_command(self._task))
        except ProcessingFailedError as error:
            if error.code.retryable:
                raise
            _log.info("looking inside: %s", error)
        return await asyncio.to_thread(_count_looks, self._bench.folder) * 2 >= LOOKS

    async def take_thumbnail(self) -> ThumbnailReady | None:
        """Return the fullest of the pictures at `SPOTS` places, None where there is none."""
        try:
            await self._bench.run(thumbnail_command(self._task))
        except ProcessingFailedError as error:
            _log.warning("no thumbnail: %s", error)
        return await asyncio.to_thread(_choose_thumbnail, self._bench.folder)

    async def make_preview(self) -> PreviewReady | None:
        """Return a few moving seconds, None where they cannot be made."""
        path = self._bench.folder / PREVIEW
        try:
            await self._bench.run(preview_command(self._task))
        except ProcessingFailedError as error:
            _log.warning("no preview: %s", error)
            return None
        size_bytes = await asyncio.to_thread(_size_bytes, path)
        return PreviewReady(MediaFile(PREVIEW, path)) if size_bytes else None

    async def draw_storyboard(self, storyboard: Storyboard) -> StoryboardReady | None:
        """Return the scrubbing pictures, None where they cannot be drawn."""
        try:
            await self._bench.run(storyboard_command(self._task, storyboard))
        except ProcessingFailedError as error:
            _log.warning("no storyboard: %s", error)
            return None
        return await self.bind_storyboard(storyboard)

    async def bind_storyboard(self, storyboard: Storyboard) -> StoryboardReady | None:
        """Return the scrubbing pictures whose sheets lie in the folder, None without any."""
        try:
            return await asyncio.to_thread(_bind_storyboard, self._bench.folder, storyboard)
        except OSError as error:
            _log.warning("no storyboard: %s", error)
            return None


def _count_looks(folder: Path) -> int:
    """Count the pictures, and remove them."""
    paths = [folder / look_name(look) for look in range(LOOKS)]
    seen = sum(_size_bytes(path) > 0 for path in paths)
    for path in paths:
        path.unlink(missing_ok=True)
    return seen


def _choose_thumbnail(folder: Path) -> ThumbnailReady | None:
    spots = [spot for spot in range(SPOTS) if _size_bytes(folder / spot_name(spot))]
    if not spots:
        return None
    # At one quality, the picture that needs most bytes shows most; a black one needs fewest.
    best = max(spots, key=lambda spot: _size_bytes(folder / spot_name(spot)))
    path = (folder / spot_name(best)).rename(folder / THUMBNAIL)
    tiny = folder / tiny_name(best)
    placeholder = None
    if _size_bytes(tiny):
        placeholder = "data:image/jpeg;base64," + base64.b64encode(tiny.read_bytes()).decode()
    for spot in range(SPOTS):
        (folder / spot_name(spot)).unlink(missing_ok=True)
        (folder / tiny_name(spot)).unlink(missing_ok=True)
    return ThumbnailReady(MediaFile(THUMBNAIL, path), placeholder)


def _bind_storyboard(folder: Path, storyboard: Storyboard) -> StoryboardReady | None:
    names = [path.name for path in sorted(folder.glob("storyboard_*.jpg")) if _size_bytes(path)]
    sheets = 0
    while sheets < len(names) and names[sheets] == sheet_name(sheets):
        sheets += 1
    if sheets == 0:
        return None
    (folder / STORYBOARD).write_text(write_storyboard_index(storyboard, sheets))
    return StoryboardReady(
        tuple(MediaFile(name, folder / name) for name in (*names[:sheets], STORYBOARD))
    )


def _size_bytes(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
