"""A stored run of bytes that can be read again: the source of a video."""

from abc import abstractmethod
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol


class SourceFile(Protocol):
    """Read access to one stored file, wherever it lies.

    The bytes do not change for as long as the object is used.
    """

    @property
    @abstractmethod
    def size_bytes(self) -> int:
        """The whole length."""

    @abstractmethod
    def read(self, offset: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        """Yield the bytes from `offset` on, in pieces of bounded size.

        Args:
            offset: first byte, 0 to `size_bytes`; the caller validates it.
            length: bytes to yield; None for all that follow.

        Raises:
            SourceMissingError: the bytes are gone.
            StorageUnavailableError: the store does not answer.
        """

    @abstractmethod
    def as_local_file(self) -> AbstractAsyncContextManager[Path]:
        """Lend the bytes as a file on this machine, valid inside the context.

        The borrower only reads it; a store on this disk lends its own file and copies nothing.

        Raises:
            SourceMissingError: the bytes are gone.
            StorageUnavailableError: the store does not answer.
        """
