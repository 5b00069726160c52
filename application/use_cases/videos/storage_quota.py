"""What one user may still store."""

from collections.abc import Callable

from application.errors import StorageFullError
from application.limits import UploadLimits
from application.ports.clock import Clock
from application.ports.staging_area import StagingArea
from application.ports.upload_repository import OpenUploads, UploadRepository
from application.ports.video_repository import Usage, VideoRepository
from application.use_cases.videos.upload_errors import FileTooLargeError, QuotaExceededError
from domain.ids import UserId


class StorageQuota:
    """Counts videos, and what open uploads reserve, alike."""

    def __init__(
        self,
        videos: VideoRepository,
        uploads: UploadRepository,
        staging: StagingArea,
        clock: Clock,
        limits: UploadLimits,
    ) -> None:
        self._videos = videos
        self._uploads = uploads
        self._staging = staging
        self._clock = clock
        self._limits = limits

    async def room_bytes(self, owner_id: UserId, declared_bytes: int = 0) -> int:
        """Return how much the user may store beside what is there, `declared_bytes` or more.

        Raises:
            FileTooLargeError: a file may not be so large.
            QuotaExceededError: the user may not store so much, or one video more.
            StorageFullError: the disk has not so much room.
        """
        await self.require_disk(declared_bytes)
        kept = await self._videos.usage(owner_id)
        opened = await self._uploads.usage(owner_id, self._clock.now())
        room_bytes = self._room_bytes(kept, opened)
        if kept.videos + opened.count >= self._limits.user_max_videos:
            raise QuotaExceededError
        if declared_bytes > room_bytes:
            raise QuotaExceededError
        return room_bytes

    async def admission(self, owner_id: UserId) -> Callable[[OpenUploads], None]:
        """Return what judges the user's open uploads together, one that begins among them.

        It raises QuotaExceededError.
        """
        kept = await self._videos.usage(owner_id)

        def admit(opened: OpenUploads) -> None:
            too_many = kept.videos + opened.count > self._limits.user_max_videos
            if too_many or self._room_bytes(kept, opened) < 0:
                raise QuotaExceededError

        return admit

    async def growth_bytes(self, owner_id: UserId) -> int:
        """Return by how much the user's open uploads together may exceed what they reserve."""
        kept = await self._videos.usage(owner_id)
        opened = await self._uploads.usage(owner_id, self._clock.now())
        return max(0, self._room_bytes(kept, opened))

    async def require_disk(self, declared_bytes: int) -> None:
        """Check that a file of this size may be, and has room on the disk.

        Raises:
            FileTooLargeError: a file may not be so large.
            StorageFullError: the disk has not so much room.
        """
        if declared_bytes > self._limits.max_upload_bytes:
            raise FileTooLargeError(limit_bytes=self._limits.max_upload_bytes)
        free_bytes = await self._staging.free_bytes()
        if free_bytes is not None and free_bytes - declared_bytes < self._limits.min_free_bytes:
            raise StorageFullError

    def _room_bytes(self, kept: Usage, opened: OpenUploads) -> int:
        return self._limits.user_quota_bytes - kept.source_bytes - opened.reserved_bytes
