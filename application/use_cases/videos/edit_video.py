"""Changing what is said about a video."""

from dataclasses import dataclass

from application.actor import Actor
from application.errors import PreconditionFailedError
from application.limits import UploadLimits
from application.ports.clock import Clock
from application.ports.video_repository import VideoRepository
from application.use_cases.playback.grant_playback import GrantPlayback
from application.use_cases.videos.ownership import require_owner
from application.views import OwnVideo, VideoView
from domain.ids import VideoId
from domain.video.details import Description, Title
from domain.video.video import Video
from domain.violations import Violations


class Unchanged:
    """Stands for a field that the caller does not name."""


UNCHANGED = Unchanged()


@dataclass(frozen=True, slots=True)
class EditVideoRequest:
    """The new values; a description of None removes it.

    `expected_revision` is the revision that the caller read, or None to change whatever is there.
    """

    title: str | Unchanged = UNCHANGED
    description: str | Unchanged | None = UNCHANGED
    expected_revision: int | None = None


class EditVideo:
    """Change title and description; fields that are not named stay as they are.

    Only its owner may.
    Of two changes that start from one revision, one succeeds.

    Raises:
        VideoNotFoundError: no such video, or another's.
        ValidationFailedError: every fault of the fields.
        PreconditionFailedError: the video is not of the expected revision any more.
    """

    def __init__(
        self,
        videos: VideoRepository,
        grant_playback: GrantPlayback,
        clock: Clock,
        limits: UploadLimits,
    ) -> None:
        self._videos = videos
        self._grant_playback = grant_playback
        self._clock = clock
        self._limits = limits

    async def __call__(
        self, actor: Actor, video_id: VideoId, request: EditVideoRequest
    ) -> VideoView:
        now = self._clock.now()

        def change(video: Video) -> Video:
            require_owner(actor, video)
            if request.expected_revision not in {None, video.revision}:
                raise PreconditionFailedError
            title, description = self._judge(request, video)
            return video.edit(title=title, description=description, now=now)

        return self._grant_playback(OwnVideo.of(await self._videos.update(video_id, change)))

    def _judge(self, request: EditVideoRequest, video: Video) -> tuple[Title, Description | None]:
        violations = Violations()
        title: Title | None = video.title
        description = video.description
        if not isinstance(request.title, Unchanged):
            text = request.title
            limit = self._limits.max_title_chars
            title = violations.check(lambda: Title.parse(text, max_chars=limit))
        if not isinstance(request.description, Unchanged):
            words = request.description
            most = self._limits.max_description_chars
            description = violations.check(lambda: Description.parse(words, max_chars=most))
        if violations or title is None:
            raise violations.as_error()
        return title, description
