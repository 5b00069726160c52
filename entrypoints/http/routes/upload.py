"""Uploading a video as a form, streamed straight into staging."""

from dataclasses import dataclass

from litestar import Response, post
from litestar.openapi.spec import OpenAPIMediaType, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType

from application.errors import StorageFullError
from application.use_cases.operation.count_request import RequestKind
from application.use_cases.videos.upload_errors import (
    EmptyFileError,
    FileTooLargeError,
    QuotaExceededError,
    TooManyUploadsError,
)
from application.use_cases.videos.upload_session import UploadSession
from application.use_cases.videos.upload_video import UploadVideo
from domain.account.personal_token import Scope
from domain.ids import VideoId
from domain.upload.errors import ChecksumMismatchError
from domain.video.container import UnsupportedContainerError
from domain.video.details import DESCRIPTION_MAX_CHARS, TITLE_MAX_CHARS
from domain.violations import ValidationFailedError, ViolationCode, invalid
from entrypoints.http.describing import WITH_KEY, WITH_TOKEN, described
from entrypoints.http.digests import HashedBody, read_digests
from entrypoints.http.form_content import content_of, hash_form
from entrypoints.http.idempotency import KeyedRequestInHttp, keyed
from entrypoints.http.key_description import KeyedOperation
from entrypoints.http.multipart_form import (
    FilePart,
    Part,
    TextPart,
    boundary_of,
    max_envelope_bytes,
    read_parts,
)
from entrypoints.http.refusals import MalformedMultipartError, PayloadTooLargeError
from entrypoints.http.request import ApiRequest
from entrypoints.http.routes.video_response import render_video
from entrypoints.http.schemas.videos import VideoAnswer
from entrypoints.http.schemas.wire import lines, one_line


@dataclass
class UploadOperation(KeyedOperation):
    """Describes the form, which the framework cannot see: it is read as a stream."""

    def __post_init__(self) -> None:
        """Put the form where the description has none."""
        KeyedOperation.__post_init__(self)
        form = Schema(
            type=OpenAPIType.OBJECT,
            required=["video", "title"],
            additional_properties=False,
            properties={
                "video": Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY),
                "title": Schema(type=OpenAPIType.STRING, pattern=one_line(TITLE_MAX_CHARS)),
                "description": Schema(
                    type=OpenAPIType.STRING, pattern=lines(DESCRIPTION_MAX_CHARS)
                ),
            },
        )
        content = {"multipart/form-data": OpenAPIMediaType(schema=form)}
        self.request_body = RequestBody(required=True, content=content)


@post(
    "/upload",
    operation_class=UploadOperation,
    status_code=202,
    request_max_body_size=None,
    request_kind=RequestKind.UPLOAD,
    **described(
        "Upload a video",
        UploadVideo,
        *WITH_TOKEN,
        MalformedMultipartError,
        ValidationFailedError,
        EmptyFileError,
        QuotaExceededError,
        PayloadTooLargeError,
        FileTooLargeError,
        UnsupportedContainerError,
        TooManyUploadsError,
        StorageFullError,
        Scope.UPLOADS_WRITE,
        ChecksumMismatchError,
        *WITH_KEY,
    ),
)
async def upload_video(request: ApiRequest) -> Response[VideoAnswer]:
    request.take_time()
    boundary = boundary_of(*request.content_type)
    async with keyed(request) as one:
        if one.is_answered:
            compared = await hash_form(read_parts(request.stream(), boundary, request.options))
            if (done := one.identify(*compared)) is not None:
                return done
        return await _take_in(request, boundary, one)


async def _take_in(
    request: ApiRequest, boundary: bytes, one: KeyedRequestInHttp
) -> Response[VideoAnswer]:
    digests = read_digests(request.headers)
    body = HashedBody(request.stream()) if digests else None
    content = body.chunks() if body else request.stream()
    take_in = request.application.upload_video
    async with take_in.open(request.actor, _announced_bytes(request)) as upload:
        async for part in read_parts(content, boundary, request.options):
            await _take(part, upload)
        if body is not None and upload.sha256 is not None:
            # By its letter the header is about the whole form; few clients can hash what their
            # library makes of a file, so the digest of the file is taken as well.
            _require_digests(digests, body.digest(), bytes.fromhex(upload.sha256))
        form = upload.complete()
        one.identify(
            *content_of(
                form.title.text,
                form.description.text if form.description else None,
                form.source.sha256,
            )
        )
        video_id = VideoId(one.resource_id) if one.resource_id else None
        view = await take_in.finish(request.actor, upload, video_id)
    answer = render_video(view, request, location=f"/api/videos/{view.video.id}")
    await one.keep(answer, 202)
    return answer


def _announced_bytes(request: ApiRequest) -> int | None:
    """Return the least that the file has, if all that was announced comes."""
    length = request.content_length
    return None if length is None else max(0, length - max_envelope_bytes(request.options))


def _require_digests(announced: tuple[bytes, ...], *found: bytes) -> None:
    """Check that everything announced is one of the digests that were found.

    Raises:
        ChecksumMismatchError: something is not.
    """
    if not set(announced) <= set(found):
        raise ChecksumMismatchError


async def _take(part: Part, upload: UploadSession) -> None:
    match part:
        case FilePart(name="video"):
            await upload.receive(part.filename, part.chunks)
            _require_digests(part.digests, bytes.fromhex(upload.sha256 or ""))
        case TextPart(name="title"):
            upload.set_title(part.text)
        case TextPart(name="description"):
            upload.set_description(part.text)
        case FilePart(name="title" | "description") | TextPart(name="video"):
            raise invalid(part.name, ViolationCode.WRONG_TYPE, "Is of the wrong type.")
        case _:
            raise invalid(part.name, ViolationCode.UNKNOWN_FIELD, "Is not known here.")
