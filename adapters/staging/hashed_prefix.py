"""The digest of a growing file, kept beside it between two writers of one process."""

import hashlib
import os
from collections import OrderedDict
from io import FileIO
from pathlib import Path
from typing import TypeAlias

_State: TypeAlias = tuple[int, int, int]

_PIECE_BYTES = 1024 * 1024
_CATCH_UP = 4
"""Bytes read again for every byte that arrives, while the digest is behind."""

_MAX_KEPT = 256


class HashedPrefix:
    """The SHA-256 of the first `size_bytes` of a file.

    It follows the writing; where it is behind, since another process wrote, it reads the file and
    has caught up long before the end, so that sealing waits for little.
    """

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self.size_bytes = 0

    def copy(self) -> "HashedPrefix":
        """Return the same digest, to go on apart."""
        twin = HashedPrefix()
        twin._sha256, twin.size_bytes = self._sha256.copy(), self.size_bytes
        return twin

    def follow(self, file: FileIO, batch: bytes, begins_at: int) -> None:
        """Take in what was just written, or more of what was written before."""
        if begins_at == self.size_bytes:
            self._update(batch)
        else:
            ends_at = begins_at + len(batch)
            self.catch_up(file, min(ends_at, self.size_bytes + _CATCH_UP * len(batch)))

    def catch_up(self, file: FileIO, size_bytes: int) -> None:
        """Take in the file up to `size_bytes`."""
        file.seek(self.size_bytes)
        while self.size_bytes < size_bytes:
            piece = file.read(min(_PIECE_BYTES, size_bytes - self.size_bytes))
            if not piece:
                raise OSError("the file is shorter than it was")
            self._update(piece)

    def hexdigest(self) -> str:
        """Return the digest in hexadecimal."""
        return self._sha256.hexdigest()

    def _update(self, piece: bytes) -> None:
        self._sha256.update(piece)
        self.size_bytes += len(piece)


class HashedPrefixes:
    """The newest digests of files that nobody writes at the moment.

    A digest counts only for the file exactly as it was left: another process may have gone on.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Path, tuple[HashedPrefix, _State]] = OrderedDict()

    def keep(self, path: Path, file: FileIO, prefix: HashedPrefix) -> None:
        """Remember `prefix` of the file as it is."""
        self._kept[path] = (prefix, _state_of(file))
        while len(self._kept) > _MAX_KEPT:
            self._kept.popitem(last=False)

    def take(self, path: Path, file: FileIO) -> HashedPrefix:
        """Return what was remembered of the file as it is, else the digest of nothing."""
        prefix, state = self._kept.pop(path, (HashedPrefix(), None))
        return prefix if state == _state_of(file) else HashedPrefix()


def _state_of(file: FileIO) -> _State:
    found = os.fstat(file.fileno())
    return found.st_ino, found.st_size, found.st_mtime_ns
