"""One video of the caller's own."""

from functools import partial

from application.actor import Actor
from application.ports.read_cache import ReadCache
from application.ports.video_repository import VideoRepository
from application.use_cases.playback.grant_playback import GrantPlayback
from application.use_cases.videos.ownership import require_owner
from application.views import VideoView
from domain.ids import VideoId


class GetVideo:
    """Return a video, with a playback grant where it is READY.

    Only its owner may; for anyone else it does not exist.

    Raises:
        VideoNotFoundError: no such video, or another's.
    """

    def __init__(
        self, videos: VideoRepository, reads: ReadCache, grant_playback: GrantPlayback
    ) -> None:
        self._videos = videos
        self._reads = reads
        self._grant_playback = grant_playback

    async def __call__(self, actor: Actor, video_id: VideoId) -> VideoView:
        step = self._grant_playback.step
        ask = partial(self._ask, actor, video_id, step)
        return await self._reads.read(actor.user_id, (video_id, step), ask)

    async def _ask(self, actor: Actor, video_id: VideoId, step: int) -> VideoView:
        video = require_owner(actor, await self._videos.show(video_id))
        return self._grant_playback(video, step)
