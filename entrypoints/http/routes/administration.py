"""What administrators see and do."""

from typing import Annotated, Any, cast

from litestar import delete, get, patch, post
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.params import JSONBody, PathParameter, QueryParameter

from application.actor import Actor
from application.errors import UserNotFoundError, VideoNotFoundError
from application.pages import DEFAULT_LIMIT
from application.use_cases.administration.access import require_administrator
from application.use_cases.administration.change_user import ChangeUser
from application.use_cases.administration.list_all_videos import ListAllVideos, ListAllVideosRequest
from application.use_cases.administration.list_audit import ListAudit, ListAuditRequest
from application.use_cases.administration.list_jobs import ListJobs, ListJobsRequest
from application.use_cases.administration.list_users import ListUsers, ListUsersRequest
from application.use_cases.administration.measure_storage import MeasureStorage
from application.use_cases.administration.remove_video import RemoveVideo
from application.use_cases.administration.requeue_video import RequeueVideo
from domain.account.email import EMAIL_MAX_CHARS
from domain.ids import UserId, VideoId
from domain.video.errors import TransitionNotAllowedError
from domain.violations import ValidationFailedError
from entrypoints.http.describing import WITH_JSON, WITH_TOKEN, described
from entrypoints.http.request import ApiRequest
from entrypoints.http.routes.groups import for_holders
from entrypoints.http.routes.parameters import (
    PageLimit,
    PageNumber,
    StatusFilter,
    TitleSearch,
    VideoIdParameter,
)
from entrypoints.http.schemas.administration import (
    AuditAnswer,
    ChangeUserBody,
    JobsAnswer,
    StorageAnswer,
    SurveyedVideo,
    SurveyedVideosAnswer,
    UserRecordAnswer,
    UsersAnswer,
)
from entrypoints.http.schemas.wire import any_line

UserIdParameter = Annotated[str, PathParameter(description="The user's id.")]
EmailSearch = Annotated[
    str | None,
    QueryParameter(
        description="Text that the e-mail address contains.",
        schema_extra={"pattern": any_line(EMAIL_MAX_CHARS)},
    ),
]
_ID_FORM = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
OwnerFilter = Annotated[
    str | None,
    QueryParameter(description="The id of the videos' owner.", schema_extra={"pattern": _ID_FORM}),
]


@get("/users", **described("List users", ListUsers, *WITH_TOKEN, ValidationFailedError))
async def list_users(
    request: ApiRequest,
    page: PageNumber = 1,
    limit: PageLimit = DEFAULT_LIMIT,
    q: EmailSearch = None,
) -> UsersAnswer:
    asked = ListUsersRequest(page, limit, q)
    return UsersAnswer.of(await request.application.list_users(request.actor, asked), page, limit)


@patch(
    "/users/{user_id:str}",
    **described("Change a user", ChangeUser, *WITH_TOKEN, *WITH_JSON, UserNotFoundError),
)
async def change_user(
    request: ApiRequest, user_id: UserIdParameter, data: JSONBody[ChangeUserBody]
) -> UserRecordAnswer:
    changed = await request.application.change_user(
        request.actor, UserId.parse(user_id), data.to_request()
    )
    return UserRecordAnswer.of(changed)


@get(
    "/videos",
    **described("List everybody's videos", ListAllVideos, *WITH_TOKEN, ValidationFailedError),
)
async def list_all_videos(
    request: ApiRequest,
    page: PageNumber = 1,
    limit: PageLimit = DEFAULT_LIMIT,
    status: StatusFilter = None,
    q: TitleSearch = None,
    owner: OwnerFilter = None,
) -> SurveyedVideosAnswer:
    asked = ListAllVideosRequest(page, limit, status, q, owner)
    found = await request.application.list_all_videos(request.actor, asked)
    return SurveyedVideosAnswer.of(found, page, limit)


@post(
    "/videos/{video_id:str}/requeue",
    status_code=200,
    **described(
        "Try a video again",
        RequeueVideo,
        *WITH_TOKEN,
        VideoNotFoundError,
        TransitionNotAllowedError,
    ),
)
async def requeue_video(request: ApiRequest, video_id: VideoIdParameter) -> SurveyedVideo:
    wanted = VideoId.parse(video_id)
    return SurveyedVideo.of(await request.application.requeue_video(request.actor, wanted))


@delete(
    "/videos/{video_id:str}",
    **described("Delete anybody's video", RemoveVideo, *WITH_TOKEN, VideoNotFoundError),
)
async def remove_video(request: ApiRequest, video_id: VideoIdParameter) -> None:
    await request.application.remove_video(request.actor, VideoId.parse(video_id))


@get("/jobs", **described("List jobs", ListJobs, *WITH_TOKEN, ValidationFailedError))
async def list_jobs(
    request: ApiRequest, page: PageNumber = 1, limit: PageLimit = DEFAULT_LIMIT
) -> JobsAnswer:
    asked = ListJobsRequest(page, limit)
    return JobsAnswer.of(await request.application.list_jobs(request.actor, asked), page, limit)


@get("/storage", **described("Measure storage", MeasureStorage, *WITH_TOKEN))
async def measure_storage(request: ApiRequest) -> StorageAnswer:
    return StorageAnswer.of(await request.application.measure_storage(request.actor))


@get("/audit", **described("List acts", ListAudit, *WITH_TOKEN, ValidationFailedError))
async def list_audit(
    request: ApiRequest, page: PageNumber = 1, limit: PageLimit = DEFAULT_LIMIT
) -> AuditAnswer:
    asked = ListAuditRequest(page, limit)
    return AuditAnswer.of(await request.application.list_audit(request.actor, asked), page, limit)


def _for_administrators(
    connection: ASGIConnection[Any, Any, Any, Any],
    handler: BaseRouteHandler,  # noqa: ARG001 - the framework passes it
) -> None:
    """Refuse others before anything of the request is judged."""
    require_administrator(cast("Actor", connection.user))


ADMINISTRATION = for_holders(
    "/api/admin",
    [
        list_users,
        change_user,
        list_all_videos,
        requeue_video,
        remove_video,
        list_jobs,
        measure_storage,
        list_audit,
    ],
    "Administration",
    guards=[_for_administrators],
)
