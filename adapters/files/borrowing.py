"""Copies on this disk of files that lie elsewhere, for as long as somebody works on them.

Layout: `{root}/{process}/{random name}/source`, where the process is the name of its worker.
"""

import secrets
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import FileIO
from pathlib import Path
from urllib.parse import quote, unquote

from adapters.files.durable import FOLDER_MODE, remove_tree
from adapters.files.faults import disk_faults
from adapters.files.threads import DiskThreads
from application.errors import StorageFullError
from application.ports.source_file import SourceFile
from application.ports.worker_presence import WorkerPresence

_THREADS = 4


class BorrowedFiles:
    """Makes copies, and removes them, and those that processes left which are gone."""

    def __init__(self, root: Path, presence: WorkerPresence) -> None:
        self._root = root
        self._presence = presence
        self._own = root / quote(presence.name, safe="")
        self._threads = DiskThreads("borrowing", _THREADS)

    @asynccontextmanager
    async def lend(self, source: SourceFile) -> AsyncIterator[Path]:
        """Lend a copy of `source`, which goes with the context.

        Raises:
            SourceMissingError: its bytes are gone.
            StorageFullError: this disk has no room for them.
            StorageUnavailableError: this disk, or the store, does not answer.
        """
        folder = self._own / secrets.token_hex(8)
        try:
            await self._threads.run(self._make_room, folder, source.size_bytes)
            await self._copy(source, folder / "source")
            yield folder / "source"
        finally:
            await self._threads.run(_remove, folder)

    async def _copy(self, source: SourceFile, path: Path) -> None:
        file = await self._threads.run(_create, path)
        try:
            async for piece in source.read():
                await self._threads.run(_append, file, piece)
        finally:
            await self._threads.run(file.close)

    def _make_room(self, folder: Path, size_bytes: int) -> None:
        with disk_faults():
            folder.mkdir(mode=FOLDER_MODE, parents=True)
            for other in self._root.iterdir():
                if self._presence.is_gone(unquote(other.name)):
                    remove_tree(other)
            if size_bytes > shutil.disk_usage(folder).free:
                raise StorageFullError


def _create(path: Path) -> FileIO:
    with disk_faults():
        return path.open("xb", buffering=0)


def _append(file: FileIO, piece: bytes) -> None:
    rest = memoryview(piece)
    with disk_faults():
        while rest:
            rest = rest[file.write(rest) :]


def _remove(folder: Path) -> None:
    with disk_faults():
        remove_tree(folder)
