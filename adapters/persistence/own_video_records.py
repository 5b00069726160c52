"""What of a video's record its owner sees, read without the rest.

The members are those of `video_records`, by the same names; what is not named here is skipped
unread, which makes a page of ten cost half.
"""

from datetime import datetime
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from application.views import OwnVideo
from domain.ids import UserId, VideoId
from domain.video.failure import Failure, FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.renditions import Rendition
from domain.video.source import displayed_px


class SeenSourceRecord(Struct, frozen=True, kw_only=True):
    """Of `SourceRecord`."""

    filename: str
    size_bytes: int
    sha256: str


class SeenStreamRecord(Struct, frozen=True, kw_only=True):
    """Of `VideoStreamRecord`."""

    coded_width_px: int
    coded_height_px: int
    rotation_deg: int
    sample_aspect: Fraction


class SeenInfoRecord(Struct, frozen=True, kw_only=True):
    """Of `SourceInfoRecord`."""

    duration_s: float
    video: SeenStreamRecord


class SeenPublicationRecord(Struct, frozen=True, kw_only=True):
    """Of `PublicationRecord`; a rendition's members are those of its record."""

    renditions: tuple[Rendition, ...]
    has_thumbnail: bool
    has_storyboard: bool
    has_preview: bool = False


class OwnVideoRecord(Struct, frozen=True, kw_only=True):
    """Of `VideoRecord`."""

    schema: Literal[1] = 1
    id: str
    owner_id: str
    title: str
    description: str | None
    source: SeenSourceRecord
    created_at: datetime
    updated_at: datetime
    status: VideoStatus
    failure: FailureCode | None
    source_info: SeenInfoRecord | None
    progress: float
    complete: bool
    publication: SeenPublicationRecord | None
    placeholder: str | None
    revision: int


def to_own_video(record: OwnVideoRecord) -> OwnVideo:
    """Return what the owner sees of the video that a record holds."""
    source, info, shown = record.source, record.source_info, record.publication
    width_px, height_px = _size_px(info.video) if info else (None, None)
    return OwnVideo(
        VideoId(record.id),
        UserId(record.owner_id),
        record.title,
        record.description,
        source.filename,
        source.size_bytes,
        source.sha256,
        record.status,
        record.progress,
        record.complete,
        Failure(record.failure) if record.failure else None,
        info.duration_s if info else None,
        width_px,
        height_px,
        shown.renditions if shown else (),
        shown is not None and shown.has_thumbnail,
        shown is not None and shown.has_storyboard,
        shown is not None and shown.has_preview,
        record.placeholder,
        record.created_at,
        record.updated_at,
        record.revision,
    )


def _size_px(stream: SeenStreamRecord) -> tuple[int, int]:
    return displayed_px(
        stream.coded_width_px, stream.coded_height_px, stream.sample_aspect, stream.rotation_deg
    )
