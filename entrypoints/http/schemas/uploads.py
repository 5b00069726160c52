"""Resumable uploads on the wire."""

from datetime import datetime
from typing import Annotated, Literal, Self

from litestar.params import Body
from msgspec import UNSET, UnsetType

from application.use_cases.uploads.start_direct_upload import DirectUpload
from application.use_cases.uploads.start_upload import StartUploadRequest
from domain.upload.upload import Upload, UploadStatus
from entrypoints.http.schemas.videos import DescriptionText, TitleText
from entrypoints.http.schemas.wire import Wire, WireRequest
from entrypoints.http.tus.answers import location_of

# What annotations say goes into the description; the domain alone enforces it.
FileSize = Annotated[int, Body(schema_extra={"minimum": 1})]


class UploadAnswer(Wire, frozen=True, kw_only=True):
    """An upload; `offset` and `length` in bytes, `length` null until it is declared.

    `videoId` is null until the upload is finished.
    """

    id: str
    offset: int
    length: int | None
    expires_at: datetime
    status: UploadStatus
    video_id: str | None

    @classmethod
    def of(cls, upload: Upload) -> Self:
        """Return the wire form of `upload`."""
        return cls(
            id=upload.id,
            offset=upload.offset_bytes,
            length=upload.length_bytes,
            expires_at=upload.expires_at,
            status=upload.status,
            video_id=upload.made_video_id,
        )


class DirectUploadBody(WireRequest, frozen=True, kw_only=True):
    """A file that is to be uploaded past the form."""

    title: TitleText
    description: DescriptionText | UnsetType | None = UNSET
    filename: str
    size_bytes: FileSize

    def to_request(self) -> StartUploadRequest:
        """Return what the use-case takes."""
        return StartUploadRequest(
            length_bytes=self.size_bytes,
            title=self.title,
            description=None if self.description is UNSET else self.description,
            filename=self.filename,
        )


class DirectUploadAnswer(Wire, frozen=True, kw_only=True):
    """Where the bytes go, and until when that may begin.

    With `kind` `tus` they go to `url` by the tus protocol, and `fields` are empty.
    With `kind` `form` they go to `url` as `file` of a multipart form, behind `fields` as they are;
    `GET /api/uploads/{uploadId}` tells when they have become a video.
    """

    kind: Literal["form", "tus"]
    url: str
    fields: dict[str, str]
    upload_id: str
    expires_at: datetime

    @classmethod
    def of(cls, begun: DirectUpload, public_base_url: str) -> Self:
        """Return the way into an upload; by tus, it is a URL below `public_base_url`."""
        upload, form = begun.upload, begun.form
        if form is not None:
            return cls(
                kind="form",
                url=form.url,
                fields=dict(form.fields),
                upload_id=upload.id,
                expires_at=form.expires_at,
            )
        return cls(
            kind="tus",
            url=public_base_url + location_of(upload),
            fields={},
            upload_id=upload.id,
            expires_at=upload.expires_at,
        )
