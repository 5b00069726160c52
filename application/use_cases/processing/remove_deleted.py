"""Removing what deleted videos left."""

from application.ports.media_store import MediaStore
from application.ports.staging_area import StagingArea
from application.ports.video_repository import VideoRepository

_BATCH = 100


class RemoveDeleted:
    """Remove the bytes of deleted videos, then forget their records; return how many.

    Any number of processes may do this at once; what a crash interrupts is done again.
    """

    def __init__(self, videos: VideoRepository, staging: StagingArea, media: MediaStore) -> None:
        self._videos = videos
        self._staging = staging
        self._media = media

    async def __call__(self) -> int:
        deleted = await self._videos.list_deleted(_BATCH)
        for video in deleted:
            await self._staging.remove(video.source.staged_id)
            await self._media.remove_video(video.id)
            await self._videos.purge(video.id)
        return len(deleted)
