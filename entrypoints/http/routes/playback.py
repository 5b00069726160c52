"""Published files for whoever holds a grant."""

from pathlib import PurePosixPath

from litestar import route
from litestar.openapi import ResponseSpec
from litestar.params import FromPath

from application.errors import MediaFileMissingError, UrlExpiredError, UrlInvalidError
from application.ports.media_store import MEDIA_TYPES, NAMES_OTHER_FILES, RemoteFile, ServedFile
from application.use_cases.playback.open_playback import OpenPlayback, PlaybackFile
from entrypoints.http.asgi import Answer
from entrypoints.http.describing import described, file_answers
from entrypoints.http.file_answer import FileAnswer
from entrypoints.http.handover_answer import HandoverAnswer
from entrypoints.http.redirect_answer import RedirectAnswer
from entrypoints.http.refusals import RangeNotSatisfiableError
from entrypoints.http.request import ApiRequest


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
    found = await request.application.open_playback(grant, name)
    return _answer(found, request.method, request.options.accel_redirect_prefix)


def _answer(found: PlaybackFile, method: str, accel_redirect_prefix: str) -> Answer:
    """Return the file, or the way to it; neither outlives the grant in any cache.

    A pre-signed address opens the file to GET alone, so a HEAD is answered here.
    """
    suffix = PurePosixPath(found.name).suffix
    freshness = "no-cache" if suffix in NAMES_OTHER_FILES else f"max-age={found.remaining_s}"
    headers = {"cache-control": f"private, {freshness}", "referrer-policy": "no-referrer"}
    file = found.file
    if isinstance(file, ServedFile):
        return RedirectAnswer(file.url, headers)
    if isinstance(file, RemoteFile):
        if file.url is not None and method == "GET" and suffix not in NAMES_OTHER_FILES:
            return RedirectAnswer(file.url, headers)
        return FileAnswer(file.source, {**headers, "content-type": MEDIA_TYPES[suffix]})
    headers["content-type"] = MEDIA_TYPES[suffix]
    if accel_redirect_prefix and file.place:
        return HandoverAnswer(accel_redirect_prefix + file.place, headers)
    return FileAnswer(file, headers)
