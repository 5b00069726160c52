"""Resumable uploads by the tus protocol."""

from typing import Annotated

from litestar import MediaType, Response, delete, patch, post, route
from litestar.openapi import ResponseSpec
from litestar.params import PathParameter

from application.errors import StorageFullError, UploadNotFoundError
from application.use_cases.operation.count_request import RequestKind
from application.use_cases.uploads.append_chunk import AppendChunk
from application.use_cases.uploads.find_offset import FindOffset
from application.use_cases.uploads.start_upload import StartUpload
from application.use_cases.uploads.terminate_upload import TerminateUpload
from application.use_cases.videos.upload_errors import (
    EmptyFileError,
    FileTooLargeError,
    QuotaExceededError,
    TooManyUploadsError,
)
from domain.account.personal_token import Scope
from domain.ids import UploadId
from domain.upload.errors import (
    ChecksumMismatchError,
    LengthExceededError,
    OffsetMismatchError,
    UploadExpiredError,
    UploadLockedError,
)
from domain.violations import ValidationFailedError
from entrypoints.http.describing import WITH_KEY, WITH_TOKEN, described
from entrypoints.http.idempotency import keyed
from entrypoints.http.refusals import TusVersionUnsupportedError, UnsupportedMediaTypeError
from entrypoints.http.request import ApiRequest
from entrypoints.http.tus.answers import creation_headers, head_headers, progress_headers
from entrypoints.http.tus.description import ChunkOperation, CreationOperation, TusOperation
from entrypoints.http.tus.headers import read_headers
from entrypoints.http.tus.protocol import abilities
from entrypoints.http.tus.requests import content_of, first_chunk, next_chunk, start_request

UploadIdParameter = Annotated[str, PathParameter(description="The upload's id.")]

_WITH_BYTES = (
    ValidationFailedError,
    LengthExceededError,
    FileTooLargeError,
    EmptyFileError,
    UnsupportedMediaTypeError,
    ChecksumMismatchError,
    QuotaExceededError,
    StorageFullError,
)
_ON_UPLOAD = (UploadNotFoundError, UploadExpiredError, UploadLockedError)


@route(["/", "/{upload_id:str}"], http_method="OPTIONS", include_in_schema=False)
async def tell_abilities(request: ApiRequest) -> Response[None]:
    methods = "DELETE, GET, HEAD, OPTIONS, PATCH" if request.path_params else "OPTIONS, POST"
    told = abilities(await request.application.largest_upload())
    return Response(None, status_code=204, headers={"allow": methods, **told})


# Answers without a body are text: as JSON, nothing would be the word `null`.
@post(
    "/",
    operation_class=CreationOperation,
    status_code=201,
    media_type=MediaType.TEXT,
    request_max_body_size=None,
    request_kind=RequestKind.UPLOAD,
    **described(
        "Begin a resumable upload",
        StartUpload,
        *WITH_TOKEN,
        Scope.UPLOADS_WRITE,
        TusVersionUnsupportedError,
        *_WITH_BYTES,
        TooManyUploadsError,
        *WITH_KEY,
    ),
)
async def create_upload(request: ApiRequest) -> Response[None]:
    request.take_time()
    headers = read_headers(request.headers)
    wanted, chunk = start_request(headers), first_chunk(request, headers)
    async with keyed(request) as one:
        if (done := one.identify(*content_of(wanted))) is not None:
            return done
        upload_id = UploadId(one.resource_id) if one.resource_id else None
        if chunk is None:
            upload = await request.application.start_upload(request.actor, wanted, upload_id)
        else:
            upload = await request.application.start_with_chunk(
                request.actor, wanted, chunk, upload_id
            )
        answer = Response(None, headers=creation_headers(upload, with_offset=chunk is not None))
        await one.keep(answer, 201)
    return answer


@route(
    "/{upload_id:str}",
    http_method="HEAD",
    operation_class=TusOperation,
    status_code=200,
    media_type=MediaType.TEXT,
    **described(
        "Ask for the offset",
        FindOffset,
        *WITH_TOKEN,
        Scope.UPLOADS_WRITE,
        TusVersionUnsupportedError,
        *_ON_UPLOAD,
    ),
)
async def tell_offset(request: ApiRequest, upload_id: UploadIdParameter) -> Response[None]:
    request.take_time()
    upload = await request.application.find_offset(request.actor, UploadId.parse(upload_id))
    return Response(None, headers=head_headers(upload))


@patch(
    "/{upload_id:str}",
    operation_class=ChunkOperation,
    status_code=204,
    request_max_body_size=None,
    # How a file is cut is the client's choice; the creation was counted.
    request_kind=None,
    **described(
        "Append bytes",
        AppendChunk,
        *WITH_TOKEN,
        Scope.UPLOADS_WRITE,
        TusVersionUnsupportedError,
        *_WITH_BYTES,
        *_ON_UPLOAD,
        OffsetMismatchError,
        http_204=ResponseSpec(None, description="The bytes are durable."),
    ),
)
async def append_chunk(request: ApiRequest, upload_id: UploadIdParameter) -> Response[None]:
    request.take_time()
    chunk = next_chunk(request, read_headers(request.headers))
    upload = await request.application.append_chunk(request.actor, UploadId.parse(upload_id), chunk)
    return Response(None, headers=progress_headers(upload))


@delete(
    "/{upload_id:str}",
    operation_class=TusOperation,
    status_code=204,
    **described(
        "Give up an upload",
        TerminateUpload,
        *WITH_TOKEN,
        Scope.UPLOADS_WRITE,
        TusVersionUnsupportedError,
        *_ON_UPLOAD,
    ),
)
async def terminate_upload(request: ApiRequest, upload_id: UploadIdParameter) -> None:
    await request.application.terminate_upload(request.actor, UploadId.parse(upload_id))
