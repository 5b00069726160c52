"""The original file back."""

from dataclasses import dataclass

from application.actor import Actor
from application.ports.source_file import SourceFile
from application.ports.video_repository import VideoRepository
from application.use_cases.videos.ownership import require_owner
from application.use_cases.videos.source_locator import SourceLocator
from domain.ids import VideoId
from domain.video.video import Video


@dataclass(frozen=True, slots=True)
class VideoSource:
    """The video, and its bytes as they were uploaded."""

    video: Video
    file: SourceFile


class OpenSource:
    """Open the original of a video, byte for byte as it was uploaded.

    Only its owner may.

    Raises:
        VideoNotFoundError: no such video, or another's.
        SourceMissingError: the original is not kept.
        StorageUnavailableError: the place where it is kept does not answer.
    """

    def __init__(self, videos: VideoRepository, sources: SourceLocator) -> None:
        self._videos = videos
        self._sources = sources

    async def __call__(self, actor: Actor, video_id: VideoId) -> VideoSource:
        video = require_owner(actor, await self._videos.get(video_id))
        return VideoSource(video, await self._sources.open(video))
