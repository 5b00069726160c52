"""Choosing what a free worker does next."""

import logging
from functools import partial

from application.errors import UnreadableRecordError, VideoNotFoundError
from application.limits import ProcessingLimits
from application.ports.clock import Clock
from application.ports.video_repository import VideoRepository
from domain.video.errors import WorkNotDueError
from domain.video.video import Video

_log = logging.getLogger(__name__)

_CANDIDATES = 100

_ROUNDS = 5
"""How often to look again when rivals took every candidate: each owner is listed with one."""


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
        for _ in range(_ROUNDS):
            now = self._clock.now()
            waiting = await self._videos.list_waiting(now, _CANDIDATES)
            for owner in sorted(waiting, key=lambda entry: (entry.running, entry.due_at)):
                claim = partial(Video.take_claim, worker=worker, now=now, lease=self._limits.lease)
                try:
                    return await self._videos.update(owner.video_id, claim)
                except (WorkNotDueError, VideoNotFoundError):
                    continue  # a rival was faster, or the owner deleted it
                except UnreadableRecordError as error:
                    _log.warning("video left to a later release: %s", error)
            if not waiting:
                return None
        return None
