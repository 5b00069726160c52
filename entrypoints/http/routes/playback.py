"""Published files for whoever holds a grant."""

from pathlib import PurePosixPath

from litestar import route
from litestar.openapi import ResponseSpec
from litestar.params import FromPath

from application.errors import MediaFileMissingError, UrlExpiredError, UrlInvalidError
from application.ports.media_store import RemoteFile
from application.use_cases.playback.open_playback import OpenPlayback, PlaybackFile
from entrypoints.http.asgi import Answer
from entrypoints.http.describing import described, file_answers
from entrypoints.http.file_answer import FileAnswer
from entrypoints.http.redirect_answer import RedirectAnswer
from entrypoints.http.refusals import RangeNotSatisfiableError
from entrypoints.http.request import ApiRequest

_MEDIA_TYPES = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".ts": "video/mp2t",
    ".m4s": "video/iso.segment",
    ".mp4": "video/mp4",
    ".jpg": "image/jpeg",
    ".vtt": "text/vtt; charset=utf-8",
}
_NAMES_OTHER_FILES = frozenset({".m3u8", ".vtt"})
"""Their relative references must meet our own address again, with its grant."""


@route(
    "/media/{grant:str}/{name:str}",
    http_method=["GET", "HEAD"],
    status_code=200,
    tags=["Playback"],
    **described(
        "Play",
        OpenPlayback,
        UrlInvalidError,
        UrlExpiredError,
        MediaFileMissingError,
        RangeNotSatisfiableError,
        **file_answers("*/*"),
        http_307=ResponseSpec(None, description="Where the file lies."),
    ),
)
async def play(request: ApiRequest, grant: FromPath[str], name: FromPath[str]) -> Answer:
    return _answer(await request.application.open_playback(grant, name))


def _answer(found: PlaybackFile) -> Answer:
    """Return the file, or the way to it; neither outlives the grant in any cache."""
    suffix = PurePosixPath(found.name).suffix
    freshness = "no-cache" if suffix in _NAMES_OTHER_FILES else f"max-age={found.remaining_s}"
    headers = {"cache-control": f"private, {freshness}", "referrer-policy": "no-referrer"}
    file = found.file
    if isinstance(file, RemoteFile):
        if file.url is not None and suffix not in _NAMES_OTHER_FILES:
            return RedirectAnswer(file.url, headers)
        return FileAnswer(file.source, {**headers, "content-type": _MEDIA_TYPES[suffix]})
    return FileAnswer(file, {**headers, "content-type": _MEDIA_TYPES[suffix]})
