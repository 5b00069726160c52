"""One file from its first byte until it is whole; every method blocks, so threads call them."""

import hashlib
import os
from collections.abc import Sequence
from io import FileIO
from pathlib import Path

from adapters.files.durable import make_folder, sync
from adapters.files.faults import disk_faults
from application.ports.staging_area import SealedFile

PART_SUFFIX = ".part"


class PartFile:
    """Bytes that become `path` when they are sealed; until then they lie beside it.

    Every method raises StorageFullError or StorageUnavailableError for faults of the disk.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(path.name + PART_SUFFIX)
        self._file: FileIO | None = None
        self._digest = hashlib.sha256()
        self._size_bytes = 0

    def open(self) -> None:
        """Make the file, empty."""
        with disk_faults():
            make_folder(self._path.parent)
            self._file = self._part.open("xb", buffering=0)

    def append(self, chunks: Sequence[bytes]) -> None:
        """Hash and write `chunks`, while they are warm in the processor's cache."""
        with disk_faults():
            self._append(self._opened(), chunks)

    def sync(self) -> None:
        """Make durable what is there; appending may go on meanwhile."""
        with disk_faults():
            os.fsync(self._opened().fileno())

    def seal(self) -> SealedFile:
        """Make the bytes durable, and at last their name."""
        with disk_faults():
            file = self._opened()
            os.fsync(file.fileno())
            file.close()
            self._part.replace(self._path)
            sync(self._path.parent)
        return SealedFile(self._size_bytes, self._digest.hexdigest())

    def remove(self) -> None:
        """Remove the bytes, sealed or not; repeated, it changes nothing."""
        with disk_faults():
            if self._file is not None:
                self._file.close()
            self._part.unlink(missing_ok=True)
            self._path.unlink(missing_ok=True)

    def _append(self, file: FileIO, chunks: Sequence[bytes]) -> None:
        batch = b"".join(chunks)
        self._digest.update(batch)
        self._size_bytes += len(batch)
        rest = memoryview(batch)
        while rest:
            rest = rest[file.write(rest) :]

    def _opened(self) -> FileIO:
        if self._file is None:
            raise RuntimeError("open comes first")
        return self._file
