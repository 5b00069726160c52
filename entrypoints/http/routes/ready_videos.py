"""Videos rendered once, however many answers tell them."""

from msgspec.json import encode

from application.derived import Derived
from application.views import OwnVideo, VideoView
from entrypoints.http.etags import etag_of
from entrypoints.http.ready_json import ReadyJson
from entrypoints.http.schemas.videos import VideoAnswer


class ReadyVideos:
    """Keeps the answer about a video while it and its grant are the same.

    Stores hand out the same object until a video changes, and grants stay the same for a step.
    """

    def __init__(self, public_base_url: str) -> None:
        self._public_base_url = public_base_url
        self._kept = Derived[OwnVideo, tuple[str | None, ReadyJson]]()

    def of(self, view: VideoView) -> ReadyJson:
        """Return the JSON of a video, with its entity tag."""
        kept = self._kept.find(view.video)
        if kept is not None and kept[0] == view.grant:
            return kept[1]
        etag = (b"etag", etag_of(view.video.revision).encode())
        answer = ReadyJson(encode(VideoAnswer.of(view, self._public_base_url)), etag)
        self._kept.keep(view.video, (view.grant, answer))
        return answer
