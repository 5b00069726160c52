"""One file whose writing may be interrupted; every method blocks, so threads call them."""

import os
from collections.abc import Sequence
from io import FileIO
from pathlib import Path

from adapters.files.durable import make_folder, sync
from adapters.files.exclusive import take_exclusively
from adapters.files.faults import disk_faults
from adapters.staging.hashed_prefix import HashedPrefix, HashedPrefixes
from adapters.staging.part_file import PART_SUFFIX
from application.errors import RunBusyError, SourceMissingError
from application.ports.staging_area import SealedFile


class GrowingFile:
    """Bytes that become `path` when they are sealed; until then they lie beside it.

    The system's own lock keeps out a second writer, also one that woke up after its lease.
    `size_bytes` is what was written so far; `sync` may run beside the writing.
    Every method raises StorageFullError or StorageUnavailableError for faults of the disk.
    """

    def __init__(self, path: Path, prefixes: HashedPrefixes) -> None:
        self._path = path
        self._part = path.with_name(path.name + PART_SUFFIX)
        self._prefixes = prefixes
        self._file: FileIO | None = None
        self._is_sealed = False
        self.size_bytes = 0
        self._digest = HashedPrefix()
        self._begun = HashedPrefix()

    def open(self, offset_bytes: int) -> None:
        """Take the file, and drop what lies beyond `offset_bytes`.

        Raises:
            SourceMissingError: it is shorter, or sealed with another length.
            RunBusyError: another has it open.
        """
        with disk_faults():
            make_folder(self._path.parent)
            try:
                self._open(offset_bytes)
            except BaseException:
                self.close()
                raise

    def append(self, chunks: Sequence[bytes]) -> None:
        """Write `chunks`, and hash them while they are warm in the processor's cache."""
        batch = b"".join(chunks)
        with disk_faults():
            file = self._opened()
            # To this place, whatever a write that failed left behind it.
            file.seek(self.size_bytes)
            rest = memoryview(batch)
            while rest:
                rest = rest[file.write(rest) :]
            self._digest.follow(file, batch, self.size_bytes)
        self.size_bytes += len(batch)

    def sync(self) -> int:
        """Make durable what is there, and return how much it is."""
        size_bytes = self.size_bytes
        with disk_faults():
            os.fsync(self._opened().fileno())
        return size_bytes

    def read_head(self, length: int) -> bytes:
        """Return the first bytes."""
        with disk_faults():
            file = self._opened()
            file.seek(0)
            return file.read(min(length, self.size_bytes))

    def rewind(self, offset_bytes: int) -> None:
        """Drop what lies beyond `offset_bytes`."""
        with disk_faults():
            self._opened().truncate(offset_bytes)
        self.size_bytes = offset_bytes
        is_begun = self._begun.size_bytes <= offset_bytes
        self._digest = self._begun.copy() if is_begun else HashedPrefix()

    def seal(self) -> SealedFile:
        """Make the bytes durable, and at last their name."""
        with disk_faults():
            file = self._opened()
            self._digest.catch_up(file, self.size_bytes)
            os.fsync(file.fileno())
            if not self._is_sealed:
                self._part.replace(self._path)
                sync(self._path.parent)
                self._is_sealed = True
        return SealedFile(self.size_bytes, self._digest.hexdigest())

    def close(self) -> None:
        """Let go of the file; repeated, it changes nothing."""
        file, self._file = self._file, None
        if file is not None:
            if not self._is_sealed and self._digest.size_bytes:
                self._prefixes.keep(self._part, file, self._digest)
            file.close()

    def _open(self, offset_bytes: int) -> None:
        self._is_sealed = self._path.exists()
        name = self._path if self._is_sealed else self._part
        is_new = not name.exists()
        if is_new and offset_bytes:
            raise SourceMissingError
        mode = "r" if self._is_sealed else "r+"
        self._file = file = FileIO(name, mode, opener=None if self._is_sealed else _make)
        if not take_exclusively(file) or not _is_still(name, file):
            raise RunBusyError
        size_bytes = os.fstat(file.fileno()).st_size
        if size_bytes < offset_bytes or (self._is_sealed and size_bytes != offset_bytes):
            raise SourceMissingError
        self._digest = self._prefixes.take(self._part, file)
        if self._digest.size_bytes > offset_bytes:
            self._digest = HashedPrefix()
        if size_bytes > offset_bytes:
            file.truncate(offset_bytes)
        if is_new:
            sync(name.parent)
        self._begun = self._digest.copy()
        self.size_bytes = offset_bytes

    def _opened(self) -> FileIO:
        if self._file is None:
            raise RuntimeError("open comes first")
        return self._file


def _make(path: str, flags: int) -> int:
    """Open the file, empty where there is none."""
    return os.open(path, flags | os.O_CREAT, mode=0o600)


def _is_still(path: Path, file: FileIO) -> bool:
    """Tell whether the name was not given away or removed before the file was taken."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False
