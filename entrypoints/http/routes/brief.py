"""Pages of videos, and videos, answered the shortest way."""

import re

from msgspec.json import encode

from application.actor import Actor
from application.app import Application
from application.use_cases.videos.list_videos import BEGINNING, ListVideosRequest
from domain.ids import VideoId
from entrypoints.http.brief import Brief
from entrypoints.http.etags import etag_of
from entrypoints.http.options import HttpOptions
from entrypoints.http.ready_json import ReadyJson
from entrypoints.http.renderings import Renderings
from entrypoints.http.schemas.videos import VideoAnswer, VideoPageAnswer

_PLAIN_PARAMETER = re.compile(r"(page|limit|status|q|sort|cursor)=([A-Za-z0-9_-]+)", re.ASCII)
_PLAIN_NUMBER = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)


class ListVideosBriefly(Brief[ListVideosRequest]):
    """Answers `GET /api/videos/my`."""

    def __init__(self, application: Application, options: HttpOptions) -> None:
        super().__init__(application, options)
        self._renderings = Renderings[ReadyJson]()

    def read(self, path_id: str, query: bytes) -> ListVideosRequest | None:  # noqa: ARG002 - there is no id
        """Take each parameter once, without escapes."""
        if not query:
            return BEGINNING
        found: dict[str, str] = {}
        for part in query.decode("latin-1").split("&"):
            parameter = _PLAIN_PARAMETER.fullmatch(part)
            if parameter is None or parameter[1] in found:
                return None
            found[parameter[1]] = parameter[2]
        page, limit = found.get("page", "1"), found.get("limit", str(BEGINNING.limit))
        if not (_PLAIN_NUMBER.fullmatch(page) and _PLAIN_NUMBER.fullmatch(limit)):
            return None
        return ListVideosRequest(
            int(page),
            int(limit),
            found.get("status"),
            found.get("q"),
            found.get("sort", BEGINNING.sort),
            found.get("cursor"),
        )

    async def answer(self, actor: Actor, asked: ListVideosRequest) -> ReadyJson:
        """Return the page."""
        page = await self._application.list_videos(actor, asked)
        if (kept := self._renderings.find(page)) is not None:
            return kept
        body = encode(VideoPageAnswer.of(page, asked, self._options.public_base_url))
        return self._renderings.keep(page, ReadyJson(body))


class GetVideoBriefly(Brief[VideoId]):
    """Answers `GET /api/videos/{id}`."""

    def __init__(self, application: Application, options: HttpOptions) -> None:
        super().__init__(application, options)
        self._renderings = Renderings[ReadyJson]()

    def read(self, path_id: str, query: bytes) -> VideoId | None:
        """Take the id alone."""
        return None if query else VideoId(path_id)

    async def answer(self, actor: Actor, asked: VideoId) -> ReadyJson:
        """Return the video."""
        view = await self._application.get_video(actor, asked)
        if (kept := self._renderings.find(view)) is not None:
            return kept
        body = encode(VideoAnswer.of(view, self._options.public_base_url))
        etag = (b"etag", etag_of(view.video.revision).encode())
        return self._renderings.keep(view, ReadyJson(body, etag))
