"""Removing what deleted videos left."""

import logging

from application.errors import StorageUnavailableError
from application.ports.media_store import MediaStore
from application.ports.staging_area import StagingArea
from application.ports.video_repository import VideoRepository

_log = logging.getLogger(__name__)

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
        removed = 0
        for video in deleted:
            try:
                await self._staging.remove(video.source.staged_id)
                await self._media.remove_video(video.id)
            except StorageUnavailableError as error:
                _log.warning("bytes of a deleted video stay for now: %s", error)
                continue
            await self._videos.purge(video.id)
            removed += 1
        return removed
