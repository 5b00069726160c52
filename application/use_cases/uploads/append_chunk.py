"""Going on with a resumable upload."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from application.actor import Actor
from application.errors import SourceMissingError, UploadNotFoundError
from application.limits import ResumableLimits
from application.ports.clock import Clock
from application.ports.staging_area import ResumableWriter, StagingArea
from application.ports.upload_repository import UploadRepository
from application.use_cases.uploads.chunk import Chunk
from application.use_cases.uploads.discard_upload import DiscardUpload
from application.use_cases.uploads.finish_upload import FinishUpload
from application.use_cases.uploads.ownership import require_owner
from application.use_cases.uploads.transfer import Room, Transfer
from application.use_cases.uploads.turn import Turn
from application.use_cases.uploads.writer_turns import WriterTurns
from application.use_cases.videos.largest_upload import LargestUpload
from application.use_cases.videos.storage_quota import StorageQuota
from application.use_cases.videos.upload_errors import (
    EmptyFileError,
    FileTooLargeError,
    QuotaExceededError,
)
from domain.ids import UploadId
from domain.upload.errors import LengthExceededError, UploadClosedError
from domain.upload.upload import Upload
from domain.video.container import UnsupportedContainerError


class AppendChunk:
    """Append bytes to an upload; with the last one it becomes a video in PROCESSING.

    Only its owner may, one request at a time: a newcomer takes over from a writer that stands
    still.
    What has arrived when a request breaks off counts, unless the chunk has a checksum.
    Repeating the last chunk answers the same, and makes no second video.

    Raises:
        UploadNotFoundError: no such upload, or another's.
        UploadExpiredError: its time is over.
        OffsetMismatchError: the bytes do not begin where the upload stands.
        LengthRefusedError: the length is not what was declared before.
        LengthExceededError: there are more bytes than the upload has.
        EmptyFileError: the file turns out to have no bytes.
        FileTooLargeError: the file turns out larger than one upload may be.
        QuotaExceededError: the user's quota does not allow it.
        ChecksumMismatchError: the chunk, or at the end the file, is not what was announced.
        UnsupportedContainerError: the first bytes are of no supported container.
        UploadLockedError: another request is writing, or a newcomer took over from this one.
        StorageFullError: there is no room.
    """

    def __init__(
        self,
        uploads: UploadRepository,
        staging: StagingArea,
        turns: WriterTurns,
        finish: FinishUpload,
        discard: DiscardUpload,
        quota: StorageQuota,
        largest: LargestUpload,
        clock: Clock,
        resumable: ResumableLimits,
    ) -> None:
        self._uploads = uploads
        self._staging = staging
        self._turns = turns
        self._finish = finish
        self._discard = discard
        self._quota = quota
        self._largest = largest
        self._clock = clock
        self._grace_s = resumable.lock_wait.total_seconds() / 2

    async def __call__(self, actor: Actor, upload_id: UploadId, chunk: Chunk) -> Upload:
        upload = await self._find(actor, upload_id)
        if upload.is_complete:
            return await self._repeat(upload, chunk)
        try:
            async with self._turns.take(upload_id, chunk.offset_bytes) as turn:
                await self._append(turn, chunk)
        except UploadClosedError:  # while this request waited for its turn
            return await self._repeat(await self._find(actor, upload_id), chunk)
        return turn.upload

    async def _append(self, turn: Turn, chunk: Chunk) -> None:
        turn.upload.require_offset(chunk.offset_bytes)
        if chunk.length_bytes is not None:
            await self._declare_length(turn, chunk.length_bytes)
        room = await self._room(turn.upload)
        if chunk.offset_bytes + (chunk.announced_bytes or 0) > room.end_bytes:
            raise room.refusal
        await self._quota.require_disk(chunk.announced_bytes or 0)
        async with self._writing(turn.upload) as writer:
            transfer = Transfer(turn, writer, self._clock, grace_s=self._grace_s)
            try:
                await transfer.receive(chunk, room)
            except UnsupportedContainerError:
                await self._discard(turn.upload)
                raise
            if turn.upload.is_complete:
                await self._finish(turn, writer, chunk.expected_sha256)

    async def _repeat(self, upload: Upload, chunk: Chunk) -> Upload:
        """Answer for a last chunk that came before."""
        if not chunk.ends_at(upload.length_bytes):
            upload.require_offset(chunk.offset_bytes)
        if upload.made_video_id is not None:
            return upload
        return await self._finish.resume(upload)

    async def _declare_length(self, turn: Turn, length_bytes: int) -> None:
        if turn.upload.length_bytes is None:
            if length_bytes == 0:
                raise EmptyFileError
            await self._quota.require_disk(length_bytes)
            growth_bytes = length_bytes - turn.upload.offset_bytes
            if growth_bytes > await self._quota.growth_bytes(turn.upload.owner_id):
                raise QuotaExceededError
        await turn.declare_length(length_bytes)

    async def _room(self, upload: Upload) -> Room:
        if upload.length_bytes is not None:
            return Room(upload.length_bytes, LengthExceededError())
        growth_bytes = await self._quota.growth_bytes(upload.owner_id)
        largest_bytes = await self._largest()
        if upload.offset_bytes + growth_bytes < largest_bytes:
            return Room(upload.offset_bytes + growth_bytes, QuotaExceededError())
        return Room(largest_bytes, FileTooLargeError(limit_bytes=largest_bytes))

    @asynccontextmanager
    async def _writing(self, upload: Upload) -> AsyncIterator[ResumableWriter]:
        try:
            writer = await self._staging.resume(upload.staged_id, upload.offset_bytes)
        except SourceMissingError as error:
            await self._discard(upload)
            raise UploadNotFoundError from error
        try:
            yield writer
        finally:
            await writer.close()

    async def _find(self, actor: Actor, upload_id: UploadId) -> Upload:
        upload = require_owner(actor, await self._uploads.get(upload_id))
        return upload.require_usable(self._clock.now())
