"""Removing what dead attempts left on this machine."""

from application.errors import VideoNotFoundError
from application.ports.clock import Clock
from application.ports.media_engine import MediaEngine
from application.ports.video_repository import VideoRepository
from domain.ids import VideoId


class SweepScratch:
    """Remove the working files of attempts without a living claim; return how many attempts.

    Every machine has its own, so each does this by itself.
    """

    def __init__(self, videos: VideoRepository, engine: MediaEngine, clock: Clock) -> None:
        self._videos = videos
        self._engine = engine
        self._clock = clock

    async def __call__(self, *, dry_run: bool = False) -> int:
        removed = 0
        for video_id, attempt in await self._engine.list_leftovers():
            if await self._is_alive(video_id, attempt):
                continue
            removed += 1
            if not dry_run:
                await self._engine.remove_leftover(video_id, attempt)
        return removed

    async def _is_alive(self, video_id: VideoId, attempt: int) -> bool:
        """Tell whether some other process may be working on the attempt."""
        try:
            claim = (await self._videos.get(video_id)).claim
        except VideoNotFoundError:
            return False
        return claim is not None and claim.attempt == attempt and claim.is_alive(self._clock.now())
