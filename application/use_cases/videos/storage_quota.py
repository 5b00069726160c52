"""What one user may still store."""

from collections.abc import Callable
from dataclasses import dataclass

from application.errors import StorageFullError
from application.limits import UploadLimits
from application.ports.clock import Clock
from application.ports.staging_area import StagingArea
from application.ports.upload_repository import OpenUploads, UploadRepository
from application.ports.user_repository import UserRepository
from application.ports.video_repository import Usage, VideoRepository
from application.use_cases.videos.largest_upload import LargestUpload
from application.use_cases.videos.upload_errors import QuotaExceededError
from domain.ids import UserId


@dataclass(frozen=True, slots=True)
class _Allowance:
    """What an administrator allows a user, or else what is allowed everybody."""

    source_bytes: int
    videos: int

    def room_bytes(self, kept: Usage, opened: OpenUploads) -> int:
        """Return what is left, which is negative once an administrator allows less."""
        return self.source_bytes - kept.source_bytes - opened.reserved_bytes


class StorageQuota:
    """Counts videos, and what open uploads reserve, alike."""

    def __init__(
        self,
        users: UserRepository,
        videos: VideoRepository,
        uploads: UploadRepository,
        staging: StagingArea,
        largest: LargestUpload,
        clock: Clock,
        limits: UploadLimits,
    ) -> None:
        self._users = users
        self._videos = videos
        self._uploads = uploads
        self._staging = staging
        self._largest = largest
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
        allowed, kept = await self._allowance(owner_id), await self._videos.usage(owner_id)
        opened = await self._uploads.usage(owner_id, self._clock.now())
        room_bytes = allowed.room_bytes(kept, opened)
        if kept.videos + opened.count >= allowed.videos:
            raise QuotaExceededError
        if declared_bytes > room_bytes:
            raise QuotaExceededError
        return room_bytes

    async def require_room(self, owner_id: UserId, size_bytes: int) -> None:
        """Check a file that is here: others of its owner may have ended since it began.

        Raises:
            QuotaExceededError: the user may not store so much, or one video more.
        """
        allowed, kept = await self._allowance(owner_id), await self._videos.usage(owner_id)
        opened = await self._uploads.usage(owner_id, self._clock.now())
        too_many = kept.videos + opened.count >= allowed.videos
        if too_many or size_bytes > allowed.room_bytes(kept, opened):
            raise QuotaExceededError

    async def admission(self, owner_id: UserId) -> Callable[[OpenUploads], None]:
        """Return what judges the user's open uploads together, one that begins among them.

        It raises QuotaExceededError.
        """
        allowed, kept = await self._allowance(owner_id), await self._videos.usage(owner_id)

        def admit(opened: OpenUploads) -> None:
            too_many = kept.videos + opened.count > allowed.videos
            if too_many or allowed.room_bytes(kept, opened) < 0:
                raise QuotaExceededError

        return admit

    async def growth_bytes(self, owner_id: UserId) -> int:
        """Return by how much the user's open uploads together may exceed what they reserve."""
        allowed, kept = await self._allowance(owner_id), await self._videos.usage(owner_id)
        opened = await self._uploads.usage(owner_id, self._clock.now())
        return max(0, allowed.room_bytes(kept, opened))

    async def require_disk(self, declared_bytes: int) -> None:
        """Check that a file of this size may be, and has room on the disk.

        Raises:
            FileTooLargeError: a file may not be so large.
            StorageFullError: the disk has not so much room.
        """
        await self._largest.require(declared_bytes)
        free_bytes = await self._staging.free_bytes()
        if free_bytes is not None and free_bytes - declared_bytes < self._limits.min_free_bytes:
            raise StorageFullError

    async def _allowance(self, owner_id: UserId) -> _Allowance:
        user, limits = await self._users.get(owner_id), self._limits
        return _Allowance(
            source_bytes=limits.user_quota_bytes if user.quota_bytes is None else user.quota_bytes,
            videos=limits.user_max_videos if user.quota_videos is None else user.quota_videos,
        )
