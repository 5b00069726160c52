"""The two questions that are asked all the time, answered the shortest way.

A route that names one of these as `brief` has it answer the requests without a query, after the
layers in front of it and in place of all that the framework does for parameters and responses.
"""

from msgspec.json import encode

from application.actor import Actor
from application.app import Application
from application.use_cases.videos.list_videos import BEGINNING
from domain.ids import VideoId
from entrypoints.http.asgi import Answer, Scope
from entrypoints.http.etags import etag_of
from entrypoints.http.ready_json import ReadyBytes
from entrypoints.http.schemas.videos import VideoAnswer, VideoPageAnswer


async def show_beginning(actor: Actor, scope: Scope) -> Answer:
    """Answer `GET /api/videos/my`."""
    state = scope["app"].state
    application: Application = state.application
    page = await application.list_videos(actor, BEGINNING)
    body: bytes = state.renderings.of(
        page, lambda: encode(VideoPageAnswer.of(page, BEGINNING, state.options.public_base_url))
    )
    return ReadyBytes(body)


async def show_video(actor: Actor, scope: Scope) -> Answer:
    """Answer `GET /api/videos/{id}`."""
    state = scope["app"].state
    application: Application = state.application
    view = await application.get_video(actor, VideoId.parse(scope["path_params"]["video_id"]))
    body: bytes = state.renderings.of(
        view, lambda: encode(VideoAnswer.of(view, state.options.public_base_url))
    )
    return ReadyBytes(body, (b"etag", etag_of(view.video.revision).encode()))
