"""Staging in memory: for tests, and for programs that keep nothing."""

import hashlib
from datetime import datetime

from adapters.files.memory_source import MemorySourceFile
from application.errors import RunBusyError, SourceMissingError
from application.ports.clock import Clock
from application.ports.source_file import SourceFile
from application.ports.staging_area import (
    ResumableWriter,
    SealedFile,
    StagedEntry,
    StagingArea,
    StagingWriter,
)
from domain.ids import StagedId


class MemoryStagingArea(StagingArea):
    """Dictionaries of what is sealed, what grows, and when each run of bytes was written last."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sealed: dict[StagedId, bytes] = {}
        self._growing: dict[StagedId, bytearray] = {}
        self._taken: set[StagedId] = set()
        self._changed_at: dict[StagedId, datetime] = {}

    async def create(self, staged_id: StagedId) -> StagingWriter:
        self._changed_at[staged_id] = self._clock.now()
        return MemoryStagingWriter(self, staged_id)

    async def resume(self, staged_id: StagedId, offset_bytes: int) -> ResumableWriter:
        if staged_id in self._taken:
            raise RunBusyError
        sealed = self._sealed.get(staged_id)
        content = self._growing.get(staged_id, bytearray(sealed or b""))
        is_other = sealed is not None and len(sealed) != offset_bytes
        if is_other or len(content) < offset_bytes:
            raise SourceMissingError
        del content[offset_bytes:]
        self._growing[staged_id] = content
        self._taken.add(staged_id)
        self.note_write(staged_id)
        return MemoryResumableWriter(self, staged_id, content)

    async def open(self, staged_id: StagedId) -> SourceFile:
        try:
            return MemorySourceFile(self._sealed[staged_id])
        except KeyError as exc:
            raise SourceMissingError from exc

    async def remove(self, staged_id: StagedId) -> None:
        self._sealed.pop(staged_id, None)
        self._growing.pop(staged_id, None)
        self._changed_at.pop(staged_id, None)

    async def list_changed_before(self, instant: datetime) -> tuple[StagedEntry, ...]:
        entries = (StagedEntry(*item) for item in self._changed_at.items())
        return tuple(entry for entry in entries if entry.changed_at < instant)

    async def free_bytes(self) -> int | None:
        return None

    def note_write(self, staged_id: StagedId) -> None:
        """Remember that somebody wrote to the run of bytes just now."""
        self._changed_at[staged_id] = self._clock.now()

    def keep(self, staged_id: StagedId, content: bytes) -> None:
        """Make `content` visible under the id."""
        self._sealed[staged_id] = content
        self._growing.pop(staged_id, None)

    def let_go(self, staged_id: StagedId) -> None:
        """Let the next writer go on with the run."""
        self._taken.discard(staged_id)


class MemoryStagingWriter(StagingWriter):
    """Gathers the bytes of one run until they are sealed."""

    def __init__(self, area: MemoryStagingArea, staged_id: StagedId) -> None:
        self._area = area
        self._staged_id = staged_id
        self._content = bytearray()
        self._is_sealed = False

    async def write(self, chunk: bytes) -> None:
        self._content += chunk
        self._area.note_write(self._staged_id)

    async def seal(self) -> SealedFile:
        content = bytes(self._content)
        self._area.keep(self._staged_id, content)
        self._is_sealed = True
        return SealedFile(len(content), hashlib.sha256(content).hexdigest())

    async def discard(self) -> None:
        if not self._is_sealed:
            await self._area.remove(self._staged_id)


class MemoryResumableWriter(ResumableWriter):
    """Appends to bytes that the area holds, so that they outlive it."""

    def __init__(self, area: MemoryStagingArea, staged_id: StagedId, content: bytearray) -> None:
        self._area = area
        self._staged_id = staged_id
        self._content = content

    async def write(self, chunk: bytes) -> None:
        self._content += chunk
        self._area.note_write(self._staged_id)

    async def sync(self) -> int:
        return len(self._content)

    async def read_head(self, length: int) -> bytes:
        return bytes(self._content[:length])

    async def rewind(self, offset_bytes: int) -> None:
        del self._content[offset_bytes:]

    async def seal(self) -> SealedFile:
        content = bytes(self._content)
        self._area.keep(self._staged_id, content)
        return SealedFile(len(content), hashlib.sha256(content).hexdigest())

    async def close(self) -> None:
        self._area.let_go(self._staged_id)
