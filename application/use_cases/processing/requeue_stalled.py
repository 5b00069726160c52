"""Finding work that nobody is doing."""

import logging
from contextlib import suppress
from datetime import datetime
from functools import partial

from application.errors import (
    StorageUnavailableError,
    UnreadableRecordError,
    VideoNotFoundError,
)
from application.limits import ProcessingLimits
from application.ports.clock import Clock
from application.ports.job_queue import JobQueue
from application.ports.video_repository import VideoRepository
from application.ports.worker_presence import WorkerPresence
from application.use_cases.processing.settle_work import SettleWork
from domain.video.errors import ClaimLostError, WorkNotDueError
from domain.video.video import Video

_log = logging.getLogger(__name__)

_BATCH = 100


class RequeueStalled:
    """Wake workers where work is due, and give up what has taken longer than allowed.

    Work is due when no living claim is on it: its wake-up was lost, or its worker died.
    The claim of a worker that is certainly gone ends at once, and has used up a try.
    Any number of processes may do this at once.
    Returns whether work was due.
    """

    def __init__(
        self,
        videos: VideoRepository,
        settle_work: SettleWork,
        presence: WorkerPresence,
        jobs: JobQueue,
        clock: Clock,
        limits: ProcessingLimits,
    ) -> None:
        self._videos = videos
        self._settle_work = settle_work
        self._presence = presence
        self._jobs = jobs
        self._clock = clock
        self._limits = limits

    async def __call__(self) -> bool:
        now = self._clock.now()
        await self._release_claims_of_the_gone(now)
        for video in await self._videos.list_unfinished(now - self._limits.max_age, _BATCH):
            try:
                await self._settle_work.expire(video)
            except (WorkNotDueError, VideoNotFoundError):
                continue
            except (StorageUnavailableError, UnreadableRecordError) as error:
                _log.warning("expired video left for the next look: %s", error)
        waiting = await self._videos.list_waiting(now, limit=1)
        if waiting:
            await self._jobs.wake()
        return bool(waiting)

    async def _release_claims_of_the_gone(self, now: datetime) -> None:
        for video in await self._videos.list_claimed(now, _BATCH):
            if video.claim is None or not self._presence.is_gone(video.claim.worker):
                continue
            release = partial(
                Video.release_claim, attempt=video.claim.attempt, not_before=now, counts=True
            )
            with suppress(ClaimLostError, VideoNotFoundError):
                await self._videos.update(video.id, release)
