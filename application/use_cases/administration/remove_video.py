"""Taking anybody's video away."""

from application.actor import Actor
from application.ports.clock import Clock
from application.ports.job_queue import JobQueue
from application.ports.video_repository import VideoRepository
from application.use_cases.administration.access import require_administrator
from application.use_cases.administration.audit_trail import AuditTrail
from domain.account.audit import AuditAction
from domain.ids import VideoId


class RemoveVideo:
    """Delete a video of anybody's: it is gone from every answer at once, its bytes soon after.

    Only administrators may.

    Raises:
        ForbiddenError: somebody else asks.
        VideoNotFoundError: no such video.
    """

    def __init__(
        self, videos: VideoRepository, jobs: JobQueue, trail: AuditTrail, clock: Clock
    ) -> None:
        self._videos = videos
        self._jobs = jobs
        self._trail = trail
        self._clock = clock

    async def __call__(self, actor: Actor, video_id: VideoId) -> None:
        require_administrator(actor)
        video = await self._videos.get(video_id)
        await self._trail.note(
            actor.user_id, AuditAction.VIDEO_DELETED, video_id, ownerId=str(video.owner_id)
        )
        now = self._clock.now()
        await self._videos.update(video_id, lambda stored: stored.delete(now))
        await self._jobs.wake()
