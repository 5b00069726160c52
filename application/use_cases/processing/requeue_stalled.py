"""Finding work that nobody is doing."""

import logging

from application.errors import (
    StorageUnavailableError,
    UnreadableRecordError,
    VideoNotFoundError,
)
from application.limits import ProcessingLimits
from application.ports.clock import Clock
from application.ports.job_queue import JobQueue
from application.ports.video_repository import VideoRepository
from application.use_cases.processing.release_orphans import ReleaseOrphans
from application.use_cases.processing.settle_work import SettleWork
from domain.video.errors import WorkNotDueError

_log = logging.getLogger(__name__)

_BATCH = 100


class RequeueStalled:
    """Wake workers where work is due, and give up what has taken longer than allowed.

    Work is due when no living claim is on it: its wake-up was lost, or its worker died.
    Claims of workers of this machine that are gone end before (see ReleaseOrphans).
    Any number of processes may do this at once.
    Returns whether work was due.
    """

    def __init__(
        self,
        videos: VideoRepository,
        settle_work: SettleWork,
        release_orphans: ReleaseOrphans,
        jobs: JobQueue,
        clock: Clock,
        limits: ProcessingLimits,
    ) -> None:
        self._videos = videos
        self._settle_work = settle_work
        self._release_orphans = release_orphans
        self._jobs = jobs
        self._clock = clock
        self._limits = limits

    async def __call__(self) -> bool:
        now = self._clock.now()
        await self._release_orphans()
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
