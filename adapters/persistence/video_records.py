"""The stored form of videos, and the way there and back.

Records name every stored field themselves, so that renaming one in the domain changes nothing
that is stored.
A field may be added with a default; any other change of shape needs a new `schema`, and
`to_video` must go on reading the old ones.
"""

from datetime import datetime
from typing import Literal, TypeVar

from msgspec import Struct, convert

from adapters.persistence.source_records import SourceInfoRecord
from domain.ids import StagedId, UserId, VideoId
from domain.video.claim import Claim, Effort
from domain.video.details import Description, Filename, Title
from domain.video.failure import Failure, FailureCode
from domain.video.lifecycle import VideoStatus
from domain.video.original import Source, SourcePlace
from domain.video.renditions import Publication
from domain.video.source import SourceInfo
from domain.video.video import Video

Kind = TypeVar("Kind")


class SourceRecord(Struct, frozen=True, kw_only=True):
    """`domain.video.video.Source`."""

    filename: str
    size_bytes: int
    sha256: str
    staged_id: str
    place: SourcePlace
    request_id: str | None = None


class EffortRecord(Struct, frozen=True, kw_only=True):
    """`domain.video.claim.Effort`."""

    attempts_begun: int
    attempts_in_cycle: int
    cycle_began_at: datetime
    not_before: datetime


class ClaimRecord(Struct, frozen=True, kw_only=True):
    """`domain.video.claim.Claim`."""

    attempt: int
    worker: str
    lease_until: datetime


class RenditionRecord(Struct, frozen=True, kw_only=True):
    """`domain.video.renditions.Rendition`."""

    name: str
    width_px: int
    height_px: int
    bitrate_bps: int


class PublicationRecord(Struct, frozen=True, kw_only=True):
    """`domain.video.renditions.Publication`."""

    attempt: int
    renditions: tuple[RenditionRecord, ...]
    has_thumbnail: bool
    has_storyboard: bool
    has_preview: bool = False
    size_bytes: int
    hosted_as: str | None = None


class VideoRecord(Struct, frozen=True, kw_only=True):
    """`domain.video.video.Video`; instants are aware UTC with whole milliseconds."""

    schema: Literal[1] = 1
    id: str
    owner_id: str
    title: str
    description: str | None
    source: SourceRecord
    created_at: datetime
    updated_at: datetime
    effort: EffortRecord
    status: VideoStatus
    failure: FailureCode | None
    shortfall: FailureCode | None
    source_info: SourceInfoRecord | None
    progress: float
    complete: bool
    publication: PublicationRecord | None
    placeholder: str | None
    claim: ClaimRecord | None
    deleted_at: datetime | None
    revision: int
    version: int
    bookmark: str | None = None
    report: str | None = None


def from_video(video: Video) -> VideoRecord:
    """Return the record of a video."""
    return VideoRecord(
        id=video.id,
        owner_id=video.owner_id,
        title=video.title.text,
        description=video.description.text if video.description else None,
        source=SourceRecord(
            filename=video.source.filename.text,
            size_bytes=video.source.size_bytes,
            sha256=video.source.sha256,
            staged_id=video.source.staged_id,
            place=video.source.place,
            request_id=video.source.request_id,
        ),
        created_at=video.created_at,
        updated_at=video.updated_at,
        effort=convert(video.effort, EffortRecord, from_attributes=True),
        status=video.status,
        failure=video.failure.code if video.failure else None,
        shortfall=video.shortfall.code if video.shortfall else None,
        source_info=_convert(video.source_info, SourceInfoRecord),
        progress=video.progress,
        complete=video.complete,
        publication=_convert(video.publication, PublicationRecord),
        placeholder=video.placeholder,
        claim=_convert(video.claim, ClaimRecord),
        deleted_at=video.deleted_at,
        revision=video.revision,
        version=video.version,
        bookmark=video.bookmark,
        report=video.report,
    )


def to_video(record: VideoRecord) -> Video:
    """Return the video that a record holds.

    Raises:
        ValueError: the record breaks what holds for every video.
    """
    return Video(
        id=VideoId(record.id),
        owner_id=UserId(record.owner_id),
        title=Title(record.title),
        description=Description(record.description) if record.description is not None else None,
        source=Source(
            filename=Filename(record.source.filename),
            size_bytes=record.source.size_bytes,
            sha256=record.source.sha256,
            staged_id=StagedId(record.source.staged_id),
            place=record.source.place,
            request_id=record.source.request_id,
        ),
        created_at=record.created_at,
        updated_at=record.updated_at,
        effort=convert(record.effort, Effort, from_attributes=True),
        status=record.status,
        failure=Failure(record.failure) if record.failure else None,
        shortfall=Failure(record.shortfall) if record.shortfall else None,
        source_info=_convert(record.source_info, SourceInfo),
        progress=record.progress,
        complete=record.complete,
        publication=_convert(record.publication, Publication),
        placeholder=record.placeholder,
        claim=_convert(record.claim, Claim),
        deleted_at=record.deleted_at,
        revision=record.revision,
        version=record.version,
        bookmark=record.bookmark,
        report=record.report,
    )


def _convert(found: object, kind: type[Kind]) -> Kind | None:
    """Return `found`, attribute by attribute; None stays None.

    A union with None would be taken apart again for every record, which costs more than the rest.
    """
    return None if found is None else convert(found, kind, from_attributes=True)
