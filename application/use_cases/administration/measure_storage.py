"""What everybody's videos take."""

from dataclasses import dataclass

from application.actor import Actor
from application.ports.staging_area import StagingArea
from application.ports.video_repository import TotalUsage, VideoRepository
from application.use_cases.administration.access import require_administrator


@dataclass(frozen=True, slots=True)
class StorageUse:
    """What is used, and the room that is left; None where the store knows no end."""

    used: TotalUsage
    free_bytes: int | None


class MeasureStorage:
    """Return what everybody's videos take, and the room that is left for uploads.

    Only administrators may.

    Raises:
        ForbiddenError: somebody else asks.
    """

    def __init__(self, videos: VideoRepository, staging: StagingArea) -> None:
        self._videos = videos
        self._staging = staging

    async def __call__(self, actor: Actor) -> StorageUse:
        require_administrator(actor)
        return StorageUse(await self._videos.total_usage(), await self._staging.free_bytes())
