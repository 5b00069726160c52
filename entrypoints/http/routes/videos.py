"""What owners do with their videos; uploading has a file of its own."""

from typing import Annotated

from litestar import Response, delete, get, patch, post
from litestar.params import JSONBody, QueryParameter

from application.errors import PreconditionFailedError, VideoNotFoundError
from application.pages import DEFAULT_LIMIT, VideoSort
from application.use_cases.videos.delete_video import DeleteVideo
from application.use_cases.videos.edit_video import EditVideo
from application.use_cases.videos.get_video import GetVideo
from application.use_cases.videos.list_videos import ListVideos, ListVideosRequest
from application.use_cases.videos.retry_video import RetryVideo
from domain.account.personal_token import Scope
from domain.ids import VideoId
from domain.video.errors import TransitionNotAllowedError
from domain.violations import ValidationFailedError
from entrypoints.http.describing import WITH_JSON, WITH_KEY, WITH_TOKEN, described
from entrypoints.http.etags import expected_revision
from entrypoints.http.idempotency import keyed
from entrypoints.http.key_description import KeyedOperation
from entrypoints.http.request import ApiRequest
from entrypoints.http.routes.brief import GetVideoBriefly, ListVideosBriefly
from entrypoints.http.routes.events import get_video_events
from entrypoints.http.routes.groups import for_holders
from entrypoints.http.routes.methods import tell_methods
from entrypoints.http.routes.parameters import (
    IfMatchParameter,
    PageLimit,
    PageNumber,
    StatusFilter,
    TitleSearch,
    VideoIdParameter,
)
from entrypoints.http.routes.source import get_source
from entrypoints.http.routes.upload import upload_video
from entrypoints.http.routes.video_response import render_video
from entrypoints.http.schemas.videos import EditVideoBody, VideoAnswer, VideoPageAnswer

SortOrder = Annotated[str, QueryParameter(schema_extra={"enum": [*VideoSort]})]
PageCursor = Annotated[str | None, QueryParameter(description="`nextCursor` of the page before.")]


@get(
    "/my",
    brief=ListVideosBriefly,
    **described(
        "List my videos", ListVideos, *WITH_TOKEN, ValidationFailedError, Scope.VIDEOS_READ
    ),
)
async def list_videos(
    request: ApiRequest,
    page: PageNumber = 1,
    limit: PageLimit = DEFAULT_LIMIT,
    status: StatusFilter = None,
    q: TitleSearch = None,
    sort: SortOrder = VideoSort.NEWEST_FIRST.value,
    cursor: PageCursor = None,
) -> VideoPageAnswer:
    asked = ListVideosRequest(page, limit, status, q, sort, cursor)
    found = await request.application.list_videos(request.actor, asked)
    return VideoPageAnswer.of(found, asked, request.options.public_base_url)


@get(
    "/{video_id:str}",
    brief=GetVideoBriefly,
    **described("Get a video", GetVideo, *WITH_TOKEN, VideoNotFoundError, Scope.VIDEOS_READ),
)
async def get_video(request: ApiRequest, video_id: VideoIdParameter) -> Response[VideoAnswer]:
    found = await request.application.get_video(request.actor, VideoId.parse(video_id))
    return render_video(found, request)


@patch(
    "/{video_id:str}",
    **described(
        "Edit a video",
        EditVideo,
        *WITH_TOKEN,
        *WITH_JSON,
        VideoNotFoundError,
        PreconditionFailedError,
        Scope.VIDEOS_WRITE,
    ),
)
async def edit_video(
    request: ApiRequest,
    video_id: VideoIdParameter,
    data: JSONBody[EditVideoBody],
    if_match: IfMatchParameter = None,
) -> Response[VideoAnswer]:
    change = data.to_request(expected_revision(if_match))
    edited = await request.application.edit_video(request.actor, VideoId.parse(video_id), change)
    return render_video(edited, request)


@delete(
    "/{video_id:str}",
    **described("Delete a video", DeleteVideo, *WITH_TOKEN, VideoNotFoundError, Scope.VIDEOS_WRITE),
)
async def delete_video(request: ApiRequest, video_id: VideoIdParameter) -> None:
    await request.application.delete_video(request.actor, VideoId.parse(video_id))


@post(
    "/{video_id:str}/retry",
    operation_class=KeyedOperation,
    status_code=200,
    **described(
        "Retry a video",
        RetryVideo,
        *WITH_TOKEN,
        VideoNotFoundError,
        TransitionNotAllowedError,
        Scope.VIDEOS_WRITE,
        *WITH_KEY,
    ),
)
async def retry_video(request: ApiRequest, video_id: VideoIdParameter) -> Response[VideoAnswer]:
    async with keyed(request) as one:
        if (done := one.identify(video_id)) is not None:
            return done
        retried = await request.application.retry_video(request.actor, VideoId.parse(video_id))
        answer = render_video(retried, request)
        await one.keep(answer, 200)
    return answer


VIDEOS = for_holders(
    "/api/videos",
    [
        tell_methods("/{video_id:str}", "DELETE", "GET", "OPTIONS", "PATCH"),
        upload_video,
        list_videos,
        get_video,
        edit_video,
        delete_video,
        retry_video,
        get_source,
        get_video_events,
    ],
    "Videos",
)
