"""Giving up an upload."""

from application.actor import Actor
from application.limits import ResumableLimits
from application.ports.clock import Clock
from application.ports.upload_repository import UploadRepository
from application.use_cases.uploads.discard_upload import DiscardUpload
from application.use_cases.uploads.finish_upload import FinishUpload
from application.use_cases.uploads.ownership import require_owner
from application.use_cases.uploads.writer_turns import WriterTurns
from domain.ids import UploadId
from domain.upload.errors import UploadLockedError


class TerminateUpload:
    """Remove an upload with its bytes, and free what it reserved; a request that writes is ended.

    Only its owner may.
    A video that it has become stays.
    The record of a direct upload stays for a while, too, since its form can still be posted.

    Raises:
        UploadNotFoundError: no such upload, or another's.
        UploadExpiredError: its time is over.
        UploadLockedError: another request is writing and does not end.
    """

    def __init__(
        self,
        uploads: UploadRepository,
        turns: WriterTurns,
        finish: FinishUpload,
        discard: DiscardUpload,
        clock: Clock,
        limits: ResumableLimits,
    ) -> None:
        self._uploads = uploads
        self._turns = turns
        self._finish = finish
        self._discard = discard
        self._clock = clock
        self._limits = limits

    async def __call__(self, actor: Actor, upload_id: UploadId) -> None:
        now = self._clock.now()
        found = require_owner(actor, await self._uploads.get(upload_id))
        upload = found.require_usable(now)
        if upload.direct is not None:
            await self._uploads.update(upload_id, lambda one: one.refuse(now, self._limits.life))
            return
        if upload.is_complete and upload.made_video_id is None:
            upload = await self._finish.resume(upload)
        if upload.made_video_id is not None:
            await self._uploads.remove(upload_id)
            return
        async with self._turns.take(upload_id) as turn:
            if turn.upload.is_complete:
                raise UploadLockedError  # its last byte came just before, and its video comes now
            await self._discard(turn.upload)
