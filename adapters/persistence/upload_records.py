"""The stored form of uploads, and the way there and back.

The rules for changes are those of `video_records`.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct, convert

from domain.ids import StagedId, UploadId, UserId, VideoId
from domain.upload.details import UploadDetails
from domain.upload.direct import Direct
from domain.upload.upload import Upload, UploadStatus
from domain.upload.writer import Wish, Writer


class UploadDetailsRecord(Struct, frozen=True, kw_only=True):
    """`domain.upload.upload.UploadDetails`."""

    title: str
    description: str | None
    filename: str
    metadata: str


class WriterRecord(Struct, frozen=True, kw_only=True):
    """`domain.upload.writer.Writer`."""

    number: int
    holder: str
    lease_until: datetime
    wish: Wish


class DirectRecord(Struct, frozen=True, kw_only=True):
    """`domain.upload.direct.Direct`."""

    look_at: datetime
    looks: int


class UploadRecord(Struct, frozen=True, kw_only=True):
    """`domain.upload.upload.Upload`; instants are aware UTC with whole milliseconds."""

    schema: Literal[1] = 1
    id: str
    owner_id: str
    video_id: str
    staged_id: str
    details: UploadDetailsRecord
    length_bytes: int | None
    created_at: datetime
    expires_at: datetime
    offset_bytes: int
    expected_sha256: str | None
    status: UploadStatus
    writer: WriterRecord | None
    writers: int
    forget_at: datetime | None
    version: int
    direct: DirectRecord | None = None


def from_upload(upload: Upload) -> UploadRecord:
    """Return the record of an upload."""
    return UploadRecord(
        id=upload.id,
        owner_id=upload.owner_id,
        video_id=upload.video_id,
        staged_id=upload.staged_id,
        details=convert(upload.details, UploadDetailsRecord, from_attributes=True),
        length_bytes=upload.length_bytes,
        created_at=upload.created_at,
        expires_at=upload.expires_at,
        offset_bytes=upload.offset_bytes,
        expected_sha256=upload.expected_sha256,
        status=upload.status,
        writer=convert(upload.writer, WriterRecord | None, from_attributes=True),
        writers=upload.writers,
        forget_at=upload.forget_at,
        version=upload.version,
        direct=convert(upload.direct, DirectRecord | None, from_attributes=True),
    )


def to_upload(record: UploadRecord) -> Upload:
    """Return the upload that a record holds.

    Raises:
        ValueError: the record breaks what holds for every upload.
    """
    return Upload(
        id=UploadId(record.id),
        owner_id=UserId(record.owner_id),
        video_id=VideoId(record.video_id),
        staged_id=StagedId(record.staged_id),
        details=convert(record.details, UploadDetails, from_attributes=True),
        length_bytes=record.length_bytes,
        created_at=record.created_at,
        expires_at=record.expires_at,
        offset_bytes=record.offset_bytes,
        expected_sha256=record.expected_sha256,
        status=record.status,
        writer=convert(record.writer, Writer | None, from_attributes=True),
        writers=record.writers,
        forget_at=record.forget_at,
        version=record.version,
        direct=convert(record.direct, Direct | None, from_attributes=True),
    )
