"""What the videos of one user may take."""

from application.limits import UploadLimits
from application.ports.user_repository import UserRepository
from application.ports.video_repository import VideoRepository
from application.use_cases.videos.upload_errors import QuotaExceededError
from domain.ids import UserId


class Quota:
    """Knows the quota that an administrator gave a user, or else the one for everybody."""

    def __init__(
        self, users: UserRepository, videos: VideoRepository, limits: UploadLimits
    ) -> None:
        self._users = users
        self._videos = videos
        self._limits = limits

    async def room_bytes(self, user_id: UserId) -> int:
        """Return how many bytes another video may have; not positive where the bytes are used up.

        Raises:
            QuotaExceededError: the user has as many videos as they may.
            UserNotFoundError: there is no such user.
        """
        user = await self._users.get(user_id)
        most_bytes, most_videos = user.quota_bytes, user.quota_videos
        usage = await self._videos.usage(user_id)
        if usage.videos >= (self._limits.user_max_videos if most_videos is None else most_videos):
            raise QuotaExceededError
        return (
            self._limits.user_quota_bytes if most_bytes is None else most_bytes
        ) - usage.source_bytes
