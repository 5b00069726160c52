"""Ending uploads that nobody goes on with."""

from datetime import datetime

from application.errors import UploadNotFoundError
from application.limits import ResumableLimits
from application.ports.clock import Clock
from application.ports.staging_area import StagingArea
from application.ports.upload_repository import UploadRepository
from application.use_cases.uploads.look_for_arrival import LookForArrival
from domain.upload.upload import Upload, UploadStatus

_BATCH = 200


class ExpireUploads:
    """Expire uploads whose time is over, remove their bytes, and at last forget them.

    Return how many expired.
    Any number of processes may do this at once.
    """

    def __init__(
        self,
        uploads: UploadRepository,
        staging: StagingArea,
        look: LookForArrival,
        clock: Clock,
        limits: ResumableLimits,
    ) -> None:
        self._uploads = uploads
        self._staging = staging
        self._look = look
        self._clock = clock
        self._limits = limits

    async def __call__(self, *, dry_run: bool = False) -> int:
        now, expired = self._clock.now(), 0
        for upload in await self._uploads.list_due(now, _BATCH):
            if upload.status is UploadStatus.EXPIRED:
                if not dry_run and (upload.direct is None or await self._look.clear_away(upload)):
                    await self._uploads.remove(upload.id)
            elif upload.direct is not None and upload.status is UploadStatus.OPEN:
                expired += await self._settle_direct(upload, now, dry_run=dry_run)
            elif upload.is_over(now):
                expired += 1
                if not dry_run:
                    await self._expire(upload)
        return expired

    async def _settle_direct(self, upload: Upload, now: datetime, *, dry_run: bool) -> bool:
        """Look for what has arrived at the engine; tell whether the upload expires."""
        if dry_run:
            return upload.is_over(now)
        is_empty = await self._look(upload)
        if is_empty and upload.is_over(now):
            await self._expire(upload)
            return True
        return False

    async def _expire(self, upload: Upload) -> None:
        now = self._clock.now()
        try:
            ended = await self._uploads.update(
                upload.id, lambda stored: stored.expire(now, self._limits.life)
            )
        except UploadNotFoundError:
            return
        if ended.status is UploadStatus.EXPIRED and ended.made_video_id is None:
            await self._staging.remove(ended.staged_id)
