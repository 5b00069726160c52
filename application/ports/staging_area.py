"""Where bytes rest from their arrival until the work on them is over."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from application.ports.source_file import SourceFile
from domain.ids import StagedId


@dataclass(frozen=True, slots=True)
class SealedFile:
    """What was written: its length, and its SHA-256 in hexadecimal."""

    size_bytes: int
    sha256: str


class StagingWriter(Protocol):
    """Takes the bytes of one upload in order.

    One task uses it; `seal` or `discard` ends it.
    """

    @abstractmethod
    async def write(self, chunk: bytes) -> None:
        """Append `chunk`; the bytes may still be lost in a crash.

        Raises:
            StorageFullError: there is no room.
            StorageUnavailableError: the store does not answer.
        """

    @abstractmethod
    async def seal(self) -> SealedFile:
        """Make the bytes durable and visible under their id: all of them, or none.

        Raises:
            StorageFullError: there is no room.
            StorageUnavailableError: the store does not answer.
        """

    @abstractmethod
    async def discard(self) -> None:
        """Remove what was written; after `seal`, and when repeated, it changes nothing."""


@dataclass(frozen=True, slots=True)
class StagedEntry:
    """Something that lies in the staging area, sealed or half-written."""

    staged_id: StagedId
    changed_at: datetime


class StagingArea(Protocol):
    """Durable bytes under an id, written once and never changed after sealing."""

    @abstractmethod
    async def create(self, staged_id: StagedId) -> StagingWriter:
        """Begin a run of bytes; nothing is visible under the id before it is sealed."""

    @abstractmethod
    async def open(self, staged_id: StagedId) -> SourceFile:
        """Return the sealed bytes.

        Raises:
            SourceMissingError: nothing is sealed under the id.
        """

    @abstractmethod
    async def remove(self, staged_id: StagedId) -> None:
        """Remove what is there, sealed or half-written; repeated, it changes nothing."""

    @abstractmethod
    async def list_changed_before(self, instant: datetime) -> tuple[StagedEntry, ...]:
        """Return what nobody wrote to since `instant`, half-written runs included."""

    @abstractmethod
    async def free_bytes(self) -> int | None:
        """Return the room that is left; None where the store knows no end."""
