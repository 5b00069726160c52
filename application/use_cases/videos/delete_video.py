"""Taking a video away."""

from application.actor import Actor
from application.ports.clock import Clock
from application.ports.job_queue import JobQueue
from application.ports.video_repository import VideoRepository
from application.use_cases.videos.ownership import require_owner
from domain.ids import VideoId


class DeleteVideo:
    """Delete a video: it is gone from every answer at once, and its bytes go soon after.

    Only its owner may.
    Work that is running on it stops, and never brings it back.

    Raises:
        VideoNotFoundError: no such video, or another's.
    """

    def __init__(self, videos: VideoRepository, jobs: JobQueue, clock: Clock) -> None:
        self._videos = videos
        self._jobs = jobs
        self._clock = clock

    async def __call__(self, actor: Actor, video_id: VideoId) -> None:
        now = self._clock.now()
        await self._videos.update(video_id, lambda video: require_owner(actor, video).delete(now))
        await self._jobs.wake()
