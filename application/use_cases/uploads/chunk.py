"""The bytes that one request adds to an upload, and what it says about them."""

import hashlib
from collections.abc import AsyncIterable
from dataclasses import dataclass

from domain.upload.errors import ChecksumMismatchError


@dataclass(frozen=True, slots=True)
class Checksum:
    """What the bytes of a chunk must hash to; `algorithm` is `sha1` or `sha256`."""

    algorithm: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes from `offset_bytes` on.

    `announced_bytes` is how many will come, where that is known.
    `length_bytes` declares the length of an upload that began without one.
    `expected_sha256` is the digest of the whole file in hexadecimal.
    """

    offset_bytes: int
    content: AsyncIterable[bytes]
    announced_bytes: int | None = None
    checksums: tuple[Checksum, ...] = ()
    length_bytes: int | None = None
    expected_sha256: str | None = None

    def ends_at(self, offset_bytes: int | None) -> bool:
        """Tell whether the last byte announced is the one before `offset_bytes`."""
        if self.announced_bytes is None:
            return False
        return self.offset_bytes + self.announced_bytes == offset_bytes


class RunningChecksums:
    """Hashes a chunk as it arrives: once for every checksum that was announced."""

    def __init__(self, expected: tuple[Checksum, ...]) -> None:
        self._expected = expected
        self._running = [
            hashlib.new(checksum.algorithm, usedforsecurity=False) for checksum in expected
        ]

    def update(self, piece: bytes) -> None:
        """Take in the next bytes."""
        for running in self._running:
            running.update(piece)

    def verify(self) -> None:
        """Compare, at the end.

        Raises:
            ChecksumMismatchError: one of them differs.
        """
        for running, expected in zip(self._running, self._expected, strict=True):
            if running.digest() != expected.digest:
                raise ChecksumMismatchError
