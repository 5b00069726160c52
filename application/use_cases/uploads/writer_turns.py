"""One writer at a time, on any number of processes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from application.limits import ResumableLimits
from application.ports.clock import Clock
from application.ports.upload_repository import UploadRepository
from application.ports.worker_presence import WorkerPresence
from application.use_cases.uploads.turn import Turn
from domain.ids import UploadId
from domain.upload.errors import UploadLockedError
from domain.upload.upload import Upload
from domain.upload.writer import Wish

_LOOK_S = 0.05
"""How often a newcomer looks whether the writer before it has ended."""

_RETRY_AFTER_S = 1


class WriterTurns:
    """Hands out turns: a newcomer asks the writer before it to stop, and waits for a while.

    The right of a process that is certainly gone ends at once.
    """

    def __init__(
        self,
        uploads: UploadRepository,
        presence: WorkerPresence,
        clock: Clock,
        limits: ResumableLimits,
    ) -> None:
        self._uploads = uploads
        self._presence = presence
        self._clock = clock
        self._limits = limits

    @asynccontextmanager
    async def take(
        self, upload_id: UploadId, offset_bytes: int | None = None
    ) -> AsyncIterator[Turn]:
        """Lend the right to append, and take it back at the end of the block.

        Args:
            upload_id: names the upload.
            offset_bytes: where the caller wants to go on, None where it does not matter; an
                upload beyond it never comes back, so its writer is not disturbed.

        Raises:
            UploadLockedError: the writer before did not end in time.
            OffsetMismatchError: the upload is beyond `offset_bytes`.
            UploadExpiredError: its time is over.
            UploadClosedError: it is finished.
            UploadNotFoundError: it is gone.
        """
        admitted = await self._try(upload_id, offset_bytes)
        left_s = self._limits.lock_wait.total_seconds()
        while admitted is None:
            if left_s <= 0:
                raise UploadLockedError(retry_after_s=_RETRY_AFTER_S)
            await self._uploads.update(upload_id, lambda upload: upload.ask_writer(Wish.STOP))
            await self._clock.sleep(_LOOK_S)
            left_s -= _LOOK_S
            admitted = await self._try(upload_id, offset_bytes)
        turn = Turn(self._uploads, self._clock, self._limits, admitted)
        try:
            yield turn
        finally:
            await turn.release()

    def is_written(self, upload: Upload) -> bool:
        """Tell whether somebody may be appending."""
        writer = upload.writer
        if writer is None or not writer.is_alive(self._clock.now()):
            return False
        return not self._presence.is_gone(writer.holder)

    async def _try(self, upload_id: UploadId, offset_bytes: int | None) -> Upload | None:
        now, seen = self._clock.now(), await self._uploads.get(upload_id)
        if offset_bytes is not None and offset_bytes < seen.offset_bytes:
            seen.require_offset(offset_bytes)
        is_written = self.is_written(seen)

        def admit(stored: Upload) -> Upload:
            freed = stored if is_written else stored.end_lease(seen.writers)
            return freed.admit_writer(self._presence.name, now, self._limits.lease)

        try:
            return await self._uploads.update(upload_id, admit)
        except UploadLockedError:
            return None
