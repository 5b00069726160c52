"""Trying anybody's video again."""

from datetime import datetime

from application.actor import Actor
from application.ports.clock import Clock
from application.ports.job_queue import JobQueue
from application.ports.video_repository import VideoRepository
from application.use_cases.administration.access import require_administrator
from application.use_cases.administration.audit_trail import AuditTrail
from domain.account.audit import AuditAction
from domain.ids import VideoId
from domain.video.video import Video


class RequeueVideo:
    """Process a FAILED video of anybody's again; wake the workers for one that still has work.

    Only administrators may.

    Raises:
        ForbiddenError: somebody else asks.
        VideoNotFoundError: no such video.
        TransitionNotAllowedError: there is nothing left to do.
        OriginalGoneError: the original is not kept.
    """

    def __init__(
        self, videos: VideoRepository, jobs: JobQueue, trail: AuditTrail, clock: Clock
    ) -> None:
        self._videos = videos
        self._jobs = jobs
        self._trail = trail
        self._clock = clock

    async def __call__(self, actor: Actor, video_id: VideoId) -> Video:
        require_administrator(actor)
        now = self._clock.now()
        _begin_again(await self._videos.get(video_id), now)
        await self._trail.note(actor.user_id, AuditAction.VIDEO_REQUEUED, video_id)
        video = await self._videos.update(video_id, lambda stored: _begin_again(stored, now))
        await self._jobs.wake()
        return video


def _begin_again(video: Video, now: datetime) -> Video:
    return video if video.needs_work else video.retry(now)
