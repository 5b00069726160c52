"""Originals for their owners: to keep, never to show."""

from urllib.parse import quote

from litestar import route

from application.errors import VideoNotFoundError
from application.use_cases.videos.open_source import OpenSource
from domain.account.personal_token import Scope
from domain.ids import VideoId
from entrypoints.http.asgi import Answer
from entrypoints.http.describing import WITH_TOKEN, described, file_answers
from entrypoints.http.file_answer import FileAnswer
from entrypoints.http.refusals import RangeNotSatisfiableError
from entrypoints.http.request import ApiRequest
from entrypoints.http.routes.parameters import VideoIdParameter


@route(
    "/{video_id:str}/source",
    http_method=["GET", "HEAD"],
    status_code=200,
    **described(
        "Get the original",
        OpenSource,
        *WITH_TOKEN,
        VideoNotFoundError,
        RangeNotSatisfiableError,
        Scope.VIDEOS_READ,
        **file_answers("application/octet-stream"),
    ),
)
async def get_source(request: ApiRequest, video_id: VideoIdParameter) -> Answer:
    source = await request.application.open_source(request.actor, VideoId.parse(video_id))
    headers = {
        "content-type": "application/octet-stream",
        "content-disposition": _as_attachment(source.video.source.filename.text),
    }
    # What a client sent straight to a hosted engine has no digest of ours.
    digest = source.video.source.sha256
    return FileAnswer(source.file, headers, etag=f'"{digest}"' if digest else None)


def _as_attachment(filename: str) -> str:
    """Return a Content-Disposition that names the file in every browser.

    Source: RFC 6266 section 4.3 and appendix D.
    """
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in filename)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
