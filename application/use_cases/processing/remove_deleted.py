"""Removing what deleted videos left."""

import logging
from datetime import datetime, timedelta

from application.errors import ServiceUnavailableError
from application.ports.clock import Clock
from application.ports.media_engine import MediaEngine
from application.ports.media_store import MediaStore
from application.ports.staging_area import StagingArea
from application.ports.video_repository import VideoRepository
from domain.ids import VideoId
from domain.video.original import SourcePlace
from domain.video.video import Video

_log = logging.getLogger(__name__)

_BATCH = 1000

_LONGEST_CALL = timedelta(minutes=10)
"""A call to a hosted engine that was on its way when the video was deleted is over after this."""


class RemoveDeleted:
    """Remove the bytes of deleted videos, then forget their records; return how many.

    A video that was deleted while a hosted engine worked on it keeps its record a little longer:
    what arrives there afterwards is removed as well.
    Any number of processes may do this at once; what a crash interrupts is done again.
    """

    def __init__(
        self,
        videos: VideoRepository,
        staging: StagingArea,
        media: MediaStore,
        engine: MediaEngine,
        clock: Clock,
    ) -> None:
        self._videos = videos
        self._staging = staging
        self._media = media
        self._engine = engine
        self._clock = clock
        self._emptied: set[VideoId] = set()

    async def __call__(self) -> int:
        now = self._clock.now()
        deleted = await self._videos.list_deleted(_BATCH)
        self._emptied &= {video.id for video in deleted}
        removed = 0
        for video in deleted:
            is_settled = _is_settled(video, now)
            if video.id in self._emptied and not is_settled:
                continue
            try:
                await self._empty(video)
            except ServiceUnavailableError as error:
                _log.warning("bytes of a deleted video stay for now: %s", error)
                continue
            if is_settled:
                await self._videos.purge(video.id)
                removed += 1
            else:
                self._emptied.add(video.id)
        return removed

    async def _empty(self, video: Video) -> None:
        await self._staging.remove(video.source.staged_id)
        await self._media.remove_video(video.id)
        if _may_be_hosted(video):
            await self._engine.remove(video.id, video.owner_id)


def _may_be_hosted(video: Video) -> bool:
    return video.bookmark is not None or video.source.place is SourcePlace.HOSTED


def _is_settled(video: Video, now: datetime) -> bool:
    """Tell whether nothing can arrive any more for a deleted video."""
    was_over = video.complete or video.failure is not None
    if was_over or not _may_be_hosted(video) or video.deleted_at is None:
        return True
    return now - video.deleted_at >= _LONGEST_CALL
