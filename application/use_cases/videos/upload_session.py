"""One upload from its first byte to its record."""

from collections.abc import AsyncIterable
from dataclasses import dataclass

from application.limits import UploadLimits
from application.ports.staging_area import SealedFile, StagingArea, StagingWriter
from application.use_cases.videos.upload_errors import (
    EmptyFileError,
    FileTooLargeError,
    QuotaExceededError,
)
from domain.ids import StagedId
from domain.video.container import SNIFF_BYTES, sniff_container
from domain.video.details import Description, Filename, Title
from domain.video.original import Source
from domain.violations import Violation, ViolationCode, Violations, invalid


@dataclass(frozen=True, slots=True)
class UploadForm:
    """Everything that makes a video, judged and durable."""

    title: Title
    description: Description | None
    source: Source


class UploadSession:
    """Takes title, description and exactly one file, in any order; used by one task.

    Made by `UploadVideo.open`, which discards the bytes unless they became a video.
    """

    def __init__(
        self,
        staging: StagingArea,
        staged_id: StagedId,
        limits: UploadLimits,
        largest_bytes: int,
        room_bytes: int,
    ) -> None:
        self._staging = staging
        self._staged_id = staged_id
        self._limits = limits
        self._largest_bytes = largest_bytes
        self._room_bytes = room_bytes
        self._title: Title | None = None
        self._description: Description | None = None
        self._is_described = False
        self._filename: Filename | None = None
        self._sealed: SealedFile | None = None
        self._kept = False

    def set_title(self, text: str) -> None:
        """Take the title; refused when it is not valid or came before."""
        if self._title is not None:
            raise _repeated("title")
        self._title = Title.parse(text, max_chars=self._limits.max_title_chars)

    def set_description(self, text: str | None) -> None:
        """Take the description; refused when it is not valid or came before."""
        if self._is_described:
            raise _repeated("description")
        self._is_described = True
        self._description = Description.parse(text, max_chars=self._limits.max_description_chars)

    async def receive(self, filename: str, chunks: AsyncIterable[bytes]) -> None:
        """Take the file; its first bytes decide whether it is taken at all."""
        if self._filename is not None:
            raise _repeated("video")
        self._filename = Filename.from_client(filename, max_chars=self._limits.max_filename_chars)
        writer = await self._staging.create(self._staged_id)
        try:
            await self._copy(chunks, writer)
            self._sealed = await writer.seal()
        except BaseException:
            await writer.discard()
            raise

    @property
    def sha256(self) -> str | None:
        """The digest of the file in hexadecimal; None before it came."""
        return self._sealed.sha256 if self._sealed else None

    def complete(self) -> UploadForm:
        """Return what was taken, once everything that is needed has come."""
        missing = Violations()
        for field, value in (("video", self._sealed), ("title", self._title)):
            if value is None:
                missing.add(Violation(field, ViolationCode.REQUIRED, "Is needed."))
        if self._sealed is None or self._title is None or self._filename is None:
            raise missing.as_error()
        source = Source(
            filename=self._filename,
            size_bytes=self._sealed.size_bytes,
            sha256=self._sealed.sha256,
            staged_id=self._staged_id,
        )
        return UploadForm(self._title, self._description, source)

    def keep(self) -> None:
        """Say that a record may name the bytes, so that they stay."""
        self._kept = True

    def release(self) -> None:
        """Say that no record names the bytes after all."""
        self._kept = False

    async def discard_unless_kept(self) -> None:
        """Remove the bytes that no record names."""
        if not self._kept and self._sealed is not None:
            await self._staging.remove(self._staged_id)

    async def _copy(self, chunks: AsyncIterable[bytes], writer: StagingWriter) -> None:
        head = bytearray()
        sniffed = False
        received_bytes = 0
        async for chunk in chunks:
            received_bytes += len(chunk)
            self._require_room_for(received_bytes)
            if not sniffed:
                head += chunk
                if len(head) < SNIFF_BYTES:
                    continue
                sniff_container(bytes(head[:SNIFF_BYTES]))
                sniffed = True
                await writer.write(bytes(head))
                head.clear()
            else:
                await writer.write(chunk)
        if received_bytes == 0:
            raise EmptyFileError
        if not sniffed:
            sniff_container(bytes(head))
            await writer.write(bytes(head))

    def _require_room_for(self, received_bytes: int) -> None:
        if received_bytes > self._largest_bytes:
            raise FileTooLargeError(limit_bytes=self._largest_bytes)
        if received_bytes > self._room_bytes:
            raise QuotaExceededError


def _repeated(field: str) -> Exception:
    return invalid(field, ViolationCode.OUT_OF_RANGE, "Must be sent exactly once.")
