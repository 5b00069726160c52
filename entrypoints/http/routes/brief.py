"""Pages of videos, and videos, answered the shortest way."""

import re
from functools import lru_cache

from msgspec import Raw
from msgspec.json import encode

from application.actor import Actor
from application.app import Application
from application.derived import Derived
from application.pages import Page
from application.use_cases.videos.list_videos import BEGINNING, ListVideosRequest
from application.views import VideoView
from domain.ids import VideoId
from entrypoints.http.brief import Brief
from entrypoints.http.options import HttpOptions
from entrypoints.http.ready_json import ReadyJson
from entrypoints.http.routes.ready_videos import ReadyVideos
from entrypoints.http.schemas.videos import PageMeta, RenderedPage

_PLAIN_PARAMETER = re.compile(r"(page|limit|status|q|sort|cursor)=([A-Za-z0-9_-]+)", re.ASCII)
_QUERIES = 512
"""Queries of at most 8 KiB that are read once: clients ask for page 2 in the same words."""

_PLAIN_NUMBER = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)


class ListVideosBriefly(Brief[ListVideosRequest]):
    """Answers `GET /api/videos/my`."""

    def __init__(self, application: Application, options: HttpOptions) -> None:
        super().__init__(application, options)
        self._videos = ReadyVideos(options.public_base_url)
        self._kept = Derived[Page[VideoView], ReadyJson]()

    def read(self, path_id: str, query: bytes) -> ListVideosRequest | None:  # noqa: ARG002 - there is no id
        """Take each parameter once, without escapes."""
        return BEGINNING if not query else _read(query.decode("latin-1"))

    async def answer(self, actor: Actor, asked: ListVideosRequest) -> ReadyJson:
        """Return the page."""
        page = await self._application.list_videos(actor, asked)
        if (kept := self._kept.find(page)) is not None:
            return kept
        data = [Raw(self._videos.of(view).body) for view in page.items]
        answer = ReadyJson(encode(RenderedPage(data=data, meta=PageMeta.of(page, asked))))
        return self._kept.keep(page, answer)


class GetVideoBriefly(Brief[VideoId]):
    """Answers `GET /api/videos/{id}`."""

    def __init__(self, application: Application, options: HttpOptions) -> None:
        super().__init__(application, options)
        self._videos = ReadyVideos(options.public_base_url)

    def read(self, path_id: str, query: bytes) -> VideoId | None:
        """Take the id alone."""
        return None if query else VideoId(path_id)

    async def answer(self, actor: Actor, asked: VideoId) -> ReadyJson:
        """Return the video."""
        return self._videos.of(await self._application.get_video(actor, asked))


@lru_cache(_QUERIES)
def _read(query: str) -> ListVideosRequest | None:
    found: dict[str, str] = {}
    for part in query.split("&"):
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
