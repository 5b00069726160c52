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
            StorageFullError: there is no room for this chunk, or for one before it.
            StorageUnavailableError: the store does not answer, or did not for one before it.
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


class ResumableWriter(Protocol):
    """Takes the bytes of a run whose writing may be interrupted and gone on with.

    One task writes, rewinds, seals and closes; `sync` may be called by others meanwhile.
    Whatever happens, `close` ends it.
    """

    @abstractmethod
    async def write(self, chunk: bytes) -> None:
        """Append `chunk`; the bytes may still be lost in a crash.

        After a failure only `sync`, `rewind` and `close` go on.

        Raises:
            StorageFullError: there is no room for this chunk, or for one before it.
            StorageUnavailableError: the store does not answer, or did not for one before it.
        """

    @abstractmethod
    async def sync(self) -> int:
        """Make durable what was written, and return where the durable bytes end.

        After a write that failed, what came before it is made durable.

        A store that keeps large parts only may say less than what was written, never more.

        Raises:
            StorageFullError: there is no room.
            StorageUnavailableError: the store does not answer.
        """

    @abstractmethod
    async def read_head(self, length: int) -> bytes:
        """Return the first `length` bytes that were written, or all where there are fewer."""

    @abstractmethod
    async def rewind(self, offset_bytes: int) -> None:
        """Drop what lies beyond `offset_bytes`, which is no more than what was written."""

    @abstractmethod
    async def seal(self) -> SealedFile:
        """Make the bytes durable and visible under their id: all of them, or none.

        Raises:
            StorageFullError: there is no room.
            StorageUnavailableError: the store does not answer.
        """

    @abstractmethod
    async def close(self) -> None:
        """Let go of the run; its bytes stay, for whoever resumes it. Never fails."""


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
    async def resume(self, staged_id: StagedId, offset_bytes: int) -> ResumableWriter:
        """Go on with a run of bytes behind its first `offset_bytes`; 0 begins one.

        What lies beyond is dropped, and nothing is visible under the id before it is sealed.
        A run that was sealed with exactly that length can be sealed again, and nothing else.
        The caller sees to it that one writer at a time goes on with a run; a store that notices
        another one refuses.

        Raises:
            SourceMissingError: fewer bytes are there.
            RunBusyError: another writer has not let go of the run.
            StorageUnavailableError: the store does not answer.
        """

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
