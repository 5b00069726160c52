"""Whether a folder takes files."""

import asyncio
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from adapters.files.durable import make_folder
from application.errors import ServiceUnavailableError
from application.ports.dependency_check import DependencyCheck


class WritableFolderCheck(DependencyCheck):
    """Makes a file in `folder`, which is made if need be, and leaves nothing there."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name = name
        self._folder = folder
        # One thread: a disk that hangs holds up the checks of this folder, and nothing else.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"check-{name}")

    @property
    def name(self) -> str:
        return self._name

    async def check(self) -> None:
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._write)
        except OSError as exc:
            raise ServiceUnavailableError from exc

    def _write(self) -> None:
        make_folder(self._folder)
        with tempfile.TemporaryFile(dir=self._folder) as file:
            file.write(b"\0")
