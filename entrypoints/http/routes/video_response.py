"""How every route answers with a video."""

from litestar import Response

from application.views import VideoView
from entrypoints.http.etags import etag_of
from entrypoints.http.request import ApiRequest
from entrypoints.http.schemas.videos import VideoAnswer


def render_video(view: VideoView, request: ApiRequest, **headers: str) -> Response[VideoAnswer]:
    """Return `view` with the entity tag that a change of it starts from, and `headers`."""
    answer = VideoAnswer.of(view, request.options.public_base_url)
    return Response(answer, headers={"etag": etag_of(view.video.revision), **headers})
