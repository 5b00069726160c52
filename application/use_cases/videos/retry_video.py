"""Trying a failed video again."""

from application.actor import Actor
from application.ports.clock import Clock
from application.ports.job_queue import JobQueue
from application.ports.video_repository import VideoRepository
from application.use_cases.playback.grant_playback import GrantPlayback
from application.use_cases.videos.ownership import require_owner
from application.views import OwnVideo, VideoView
from domain.ids import VideoId


class RetryVideo:
    """Process a FAILED video again from its original.

    Only its owner may.

    Raises:
        VideoNotFoundError: no such video, or another's.
        TransitionNotAllowedError: the video is not FAILED.
        OriginalGoneError: the original is not kept.
    """

    def __init__(
        self,
        videos: VideoRepository,
        jobs: JobQueue,
        grant_playback: GrantPlayback,
        clock: Clock,
    ) -> None:
        self._videos = videos
        self._jobs = jobs
        self._grant_playback = grant_playback
        self._clock = clock

    async def __call__(self, actor: Actor, video_id: VideoId) -> VideoView:
        now = self._clock.now()
        video = await self._videos.update(
            video_id, lambda stored: require_owner(actor, stored).retry(now)
        )
        await self._jobs.wake()
        return self._grant_playback(OwnVideo.of(video))
