"""What is said about resumable uploads in JSON, and all routes below `/api/uploads`."""

from litestar import Response, get, post
from litestar.params import JSONBody

from application.errors import StorageFullError, UploadNotFoundError
from application.use_cases.operation.count_request import RequestKind
from application.use_cases.uploads.get_upload import GetUpload
from application.use_cases.uploads.start_direct_upload import StartDirectUpload
from application.use_cases.videos.upload_errors import (
    EmptyFileError,
    FileTooLargeError,
    QuotaExceededError,
    TooManyUploadsError,
)
from domain.account.personal_token import Scope
from domain.ids import UploadId
from entrypoints.http.describing import WITH_JSON, WITH_KEY, WITH_TOKEN, described
from entrypoints.http.idempotency import keyed
from entrypoints.http.key_description import KeyedOperation
from entrypoints.http.request import ApiRequest
from entrypoints.http.routes.groups import for_anyone, for_holders
from entrypoints.http.routes.tus import (
    UploadIdParameter,
    append_chunk,
    create_upload,
    tell_abilities,
    tell_offset,
    terminate_upload,
)
from entrypoints.http.schemas.uploads import DirectUploadAnswer, DirectUploadBody, UploadAnswer
from entrypoints.http.tus.answers import location_of
from entrypoints.http.tus.protocol import require_version
from entrypoints.http.tus.requests import content_of

_TAG = "Uploads"


@get(
    "/{upload_id:str}",
    **described("Get an upload", GetUpload, *WITH_TOKEN, Scope.UPLOADS_WRITE, UploadNotFoundError),
)
async def get_upload(request: ApiRequest, upload_id: UploadIdParameter) -> UploadAnswer:
    found = await request.application.get_upload(request.actor, UploadId.parse(upload_id))
    return UploadAnswer.of(found)


@post(
    "/direct",
    operation_class=KeyedOperation,
    status_code=201,
    request_kind=RequestKind.UPLOAD,
    **described(
        "Ask where to upload",
        StartDirectUpload,
        *WITH_TOKEN,
        Scope.UPLOADS_WRITE,
        *WITH_JSON,
        EmptyFileError,
        FileTooLargeError,
        QuotaExceededError,
        TooManyUploadsError,
        StorageFullError,
        *WITH_KEY,
    ),
)
async def create_direct_upload(
    request: ApiRequest, data: JSONBody[DirectUploadBody]
) -> Response[DirectUploadAnswer]:
    wanted = data.to_request()
    async with keyed(request) as one:
        if (done := one.identify(*content_of(wanted))) is not None:
            return done
        upload_id = UploadId(one.resource_id) if one.resource_id else None
        begun = await request.application.start_direct_upload(request.actor, wanted, upload_id)
        told = DirectUploadAnswer.of(begun, request.options.public_base_url)
        answer = Response(told, headers={"location": location_of(begun.upload)})
        await one.keep(answer, 201)
    return answer


_BY_TUS = for_holders(
    "/",
    [create_upload, tell_offset, append_chunk, terminate_upload],
    _TAG,
    before_request=require_version,
)
_IN_JSON = for_holders("/", [get_upload, create_direct_upload], _TAG)

# The framework makes its own answer to OPTIONS, except where one of ours came before.
UPLOADS = for_anyone("/api/uploads", [tell_abilities, _BY_TUS, _IN_JSON], _TAG)
