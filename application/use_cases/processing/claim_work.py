"""Choosing what a free worker does next."""

from application.errors import VideoNotFoundError
from application.limits import ProcessingLimits
from application.ports.clock import Clock
from application.ports.video_repository import VideoRepository
from domain.video.errors import WorkNotDueError
from domain.video.video import Video

_CANDIDATES = 20


class ClaimWork:
    """Claim the video that is most in need of work, or return None.

    Among waiting owners the one with the fewest running goes first, then the longest wait.
    Any number of workers may ask at once: no two get the same claim.
    """

    def __init__(self, videos: VideoRepository, clock: Clock, limits: ProcessingLimits) -> None:
        self._videos = videos
        self._clock = clock
        self._limits = limits

    async def __call__(self, worker: str) -> Video | None:
        now = self._clock.now()
        waiting = await self._videos.list_waiting(now, _CANDIDATES)
        for owner in sorted(waiting, key=lambda entry: (entry.running, entry.due_at)):
            try:
                return await self._videos.update(
                    owner.video_id,
                    lambda video: video.take_claim(worker, now, self._limits.lease),
                )
            except (WorkNotDueError, VideoNotFoundError):
                continue
        return None
