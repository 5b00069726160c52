"""Ending the claims of workers that are certainly gone."""

from contextlib import suppress
from functools import partial

from application.errors import VideoNotFoundError
from application.ports.clock import Clock
from application.ports.video_repository import VideoRepository
from application.ports.worker_presence import WorkerPresence
from domain.video.errors import ClaimLostError
from domain.video.video import Video

_BATCH = 100


class ReleaseOrphans:
    """End at once the claims of processes of this machine that are gone; each has used up a try.

    Any number of processes may do this at once; what other machines claimed is left to its lease.
    """

    def __init__(self, videos: VideoRepository, presence: WorkerPresence, clock: Clock) -> None:
        self._videos = videos
        self._presence = presence
        self._clock = clock

    async def __call__(self) -> None:
        now = self._clock.now()
        for video in await self._videos.list_claimed(now, _BATCH):
            if video.claim is None or not self._presence.is_gone(video.claim.worker):
                continue
            release = partial(
                Video.release_claim, attempt=video.claim.attempt, not_before=now, counts=True
            )
            with suppress(ClaimLostError, VideoNotFoundError):
                await self._videos.update(video.id, release)
