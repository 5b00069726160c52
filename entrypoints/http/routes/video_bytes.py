"""Videos rendered once, however many answers tell them."""

from msgspec.json import encode

from application.views import OwnVideo, VideoView
from entrypoints.http.renderings import Renderings
from entrypoints.http.schemas.videos import VideoAnswer


class VideoBytes:
    """Keeps the JSON of a video while it and its grant are the same.

    Stores hand out the same object until a video changes, and grants stay the same for a step.
    """

    def __init__(self, public_base_url: str) -> None:
        self._public_base_url = public_base_url
        self._kept = Renderings[OwnVideo, tuple[str | None, bytes]]()

    def of(self, view: VideoView) -> bytes:
        """Return the JSON of a video."""
        kept = self._kept.find(view.video)
        if kept is not None and kept[0] == view.grant:
            return kept[1]
        body = encode(VideoAnswer.of(view, self._public_base_url))
        self._kept.keep(view.video, (view.grant, body))
        return body
