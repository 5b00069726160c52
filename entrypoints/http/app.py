"""The HTTP API as one ASGI application."""

from typing import Any, cast

from litestar import Litestar, Request
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.response import Response

from application.app import Application
from application.ports.request_traces import RequestTraces
from entrypoints.http.asgi import AsgiApp
from entrypoints.http.description import describe_api, description
from entrypoints.http.framework_errors import translate
from entrypoints.http.json_dto import StrictJson
from entrypoints.http.metrics import Metrics
from entrypoints.http.middleware.stack import wrap
from entrypoints.http.options import HttpOptions
from entrypoints.http.problems import answer_for
from entrypoints.http.request import ApiRequest
from entrypoints.http.routes.accounts import ACCOUNTS_FOR_ANYONE, ACCOUNTS_FOR_HOLDERS
from entrypoints.http.routes.administration import ADMINISTRATION
from entrypoints.http.routes.callbacks import CALLBACKS
from entrypoints.http.routes.events import EVENTS
from entrypoints.http.routes.health import HEALTH_ROUTES
from entrypoints.http.routes.metrics import measure
from entrypoints.http.routes.playback import play
from entrypoints.http.routes.sessions import SESSIONS
from entrypoints.http.routes.tokens import TOKENS
from entrypoints.http.routes.uploads import UPLOADS
from entrypoints.http.routes.videos import VIDEOS
from entrypoints.http.routes.webhooks import WEBHOOKS


def create_app(
    application: Application, options: HttpOptions, traces: RequestTraces | None = None
) -> AsgiApp:
    """Return the API over `application`; opening and closing its parts is the caller's task.

    Requests are traced where `traces` takes them.
    """
    metrics = Metrics()
    routes = Litestar(
        [
            ACCOUNTS_FOR_ANYONE,
            ACCOUNTS_FOR_HOLDERS,
            SESSIONS,
            TOKENS,
            VIDEOS,
            EVENTS,
            WEBHOOKS,
            ADMINISTRATION,
            UPLOADS,
            CALLBACKS,
            play,
            *HEALTH_ROUTES,
            measure,
            describe_api,
        ],
        request_class=ApiRequest,
        dto=StrictJson,
        state=State(
            {
                "application": application,
                "options": options,
                "metrics": metrics,
            },
            deep_copy=False,
        ),
        request_max_body_size=options.max_json_bytes,
        exception_handlers={Exception: _to_problem},
        openapi_config=description(),
        logging_config=None,
    )
    return wrap(routes, options, metrics, traces)


def _to_problem(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer what a route raised."""
    cause = translate(error) if isinstance(error, HTTPException) else error
    asked = cast("ApiRequest", request)
    answer = answer_for(cause, asked.request_id, asked.options.retry_after_s)
    asked.note_problem(answer.code)
    return Response(answer.body, status_code=answer.status, headers=dict(answer.headers))
