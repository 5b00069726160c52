"""Videos on the wire."""

from datetime import datetime
from math import ceil
from typing import Annotated, Self

from litestar.params import Body
from msgspec import UNSET, Raw, UnsetType

from application.pages import Page
from application.use_cases.videos.edit_video import UNCHANGED, EditVideoRequest
from application.use_cases.videos.list_videos import ListVideosRequest
from application.views import VideoView
from domain.video.details import DESCRIPTION_MAX_CHARS, TITLE_MAX_CHARS
from domain.video.failure import Failure, FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.renditions import Rendition
from entrypoints.http.schemas.wire import Wire, WireRequest, lines, one_line

MASTER_PLAYLIST = "master.m3u8"
THUMBNAIL = "thumbnail.jpg"
STORYBOARD = "storyboard.vtt"
PREVIEW = "preview.mp4"

# What annotations say goes into the description; the domain alone enforces it.
TitleText = Annotated[str, Body(pattern=one_line(TITLE_MAX_CHARS))]
DescriptionText = Annotated[str, Body(pattern=lines(DESCRIPTION_MAX_CHARS))]


class EditVideoBody(WireRequest, frozen=True, kw_only=True):
    """New values; a member that is missing leaves the old one, null removes a description."""

    title: TitleText | UnsetType = UNSET
    description: DescriptionText | UnsetType | None = UNSET

    def to_request(self, expected_revision: int | None) -> EditVideoRequest:
        """Return what the use-case takes."""
        return EditVideoRequest(
            title=UNCHANGED if self.title is UNSET else self.title,
            description=UNCHANGED if self.description is UNSET else self.description,
            expected_revision=expected_revision,
        )


class FailureAnswer(Wire, frozen=True, kw_only=True):
    """Why a video is FAILED, for a person; `retryable` tells whether retrying can help."""

    code: FailureCode
    message: str
    retryable: bool

    @classmethod
    def of(cls, failure: Failure) -> Self:
        """Return the wire form of `failure`."""
        return cls(code=failure.code, message=failure.message, retryable=failure.retryable)


class RenditionAnswer(Wire, frozen=True, kw_only=True):
    """One quality that can be played; width and height in pixels."""

    name: str
    width: int
    height: int
    bitrate_bps: int

    @classmethod
    def of(cls, rendition: Rendition) -> Self:
        """Return the wire form of `rendition`."""
        return cls(
            name=rendition.name,
            width=rendition.width_px,
            height=rendition.height_px,
            bitrate_bps=rendition.bitrate_bps,
        )


class VideoAnswer(Wire, frozen=True, kw_only=True):
    """A video as its owner sees it; URLs are null until there is something behind them.

    `sha256` is of the original file, in hexadecimal.
    `placeholder` is a blurred picture of a few pixels, as a `data:` URL, to show until the
    thumbnail is there.
    `previewUrl` is of four silent seconds that move, to show when somebody points at the video.
    """

    id: str
    title: str
    description: str | None
    filename: str
    size_bytes: int
    sha256: str
    status: VideoStatus
    progress: float
    complete: bool
    failure: FailureAnswer | None
    duration_seconds: float | None
    width: int | None
    height: int | None
    stream_url: str | None
    thumbnail_url: str | None
    storyboard_url: str | None
    preview_url: str | None
    placeholder: str | None
    renditions: tuple[RenditionAnswer, ...]
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, view: VideoView, public_base_url: str) -> Self:
        """Return the wire form of `view`, with absolute URLs below `public_base_url`."""
        video = view.video
        media = f"{public_base_url}/media/{view.grant}" if view.grant else None
        return cls(
            id=str(video.id),
            title=video.title,
            description=video.description,
            filename=video.filename,
            size_bytes=video.size_bytes,
            sha256=video.sha256,
            status=video.status,
            progress=video.progress,
            complete=video.complete,
            failure=FailureAnswer.of(video.failure) if video.failure else None,
            duration_seconds=video.duration_s,
            width=video.width_px,
            height=video.height_px,
            stream_url=f"{media}/{MASTER_PLAYLIST}" if media else None,
            thumbnail_url=f"{media}/{THUMBNAIL}" if video.has_thumbnail else None,
            storyboard_url=f"{media}/{STORYBOARD}" if video.has_storyboard else None,
            preview_url=f"{media}/{PREVIEW}" if video.has_preview else None,
            placeholder=video.placeholder,
            renditions=tuple(map(RenditionAnswer.of, video.renditions)),
            created_at=video.created_at,
            updated_at=video.updated_at,
        )


class PageMeta(Wire, frozen=True, kw_only=True):
    """Where a page stands; `nextCursor` is null on the last page."""

    page: int
    limit: int
    total: int
    total_pages: int
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[VideoView], asked: ListVideosRequest) -> Self:
        """Return where `page`, the answer to `asked`, stands."""
        return cls(
            page=asked.page,
            limit=asked.limit,
            total=page.total,
            total_pages=ceil(page.total / asked.limit),
            next_cursor=page.next.encode() if page.next else None,
        )


class VideoPageAnswer(Wire, frozen=True, kw_only=True):
    """A page of videos."""

    data: tuple[VideoAnswer, ...]
    meta: PageMeta

    @classmethod
    def of(cls, page: Page[VideoView], asked: ListVideosRequest, public_base_url: str) -> Self:
        """Return the wire form of `page`, the answer to `asked`."""
        data = tuple(VideoAnswer.of(view, public_base_url) for view in page.items)
        return cls(data=data, meta=PageMeta.of(page, asked))


class RenderedPage(Wire, frozen=True, kw_only=True):
    """The same of videos that are rendered already."""

    data: list[Raw]
    meta: PageMeta
