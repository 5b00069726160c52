"""Staging in memory: for tests, and for programs that keep nothing."""

import hashlib
from datetime import datetime

from adapters.files.memory_source import MemorySourceFile
from application.errors import SourceMissingError
from application.ports.clock import Clock
from application.ports.source_file import SourceFile
from application.ports.staging_area import SealedFile, StagedEntry, StagingArea, StagingWriter
from domain.ids import StagedId


class MemoryStagingArea(StagingArea):
    """Two dictionaries: what is sealed, and the instant of the last write to each run of bytes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sealed: dict[StagedId, bytes] = {}
        self._changed_at: dict[StagedId, datetime] = {}

    async def create(self, staged_id: StagedId) -> StagingWriter:
        self._changed_at[staged_id] = self._clock.now()
        return MemoryStagingWriter(self, staged_id)

    async def open(self, staged_id: StagedId) -> SourceFile:
        try:
            return MemorySourceFile(self._sealed[staged_id])
        except KeyError as exc:
            raise SourceMissingError from exc

    async def remove(self, staged_id: StagedId) -> None:
        self._sealed.pop(staged_id, None)
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
