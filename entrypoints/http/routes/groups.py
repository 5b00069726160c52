"""Routes that share a path, and who may ask for them.

Routers hold no routers where they need not: each level is copied deeply at every start.
"""

from collections.abc import Sequence

from litestar import Router
from litestar.handlers import HTTPRouteHandler
from litestar.types import BeforeRequestHookHandler, Guard, Middleware

from entrypoints.http.middleware.bearer import BEARER, BEARER_SECURITY
from entrypoints.http.routes.parameters import refuse_unknown_parameters


def for_anyone(
    path: str,
    routes: Sequence[HTTPRouteHandler | Router],
    tag: str,
    *,
    middleware: Sequence[Middleware] = (),
) -> Router:
    """Return `routes` below `path`, which ask for no token."""
    return Router(
        path,
        route_handlers=routes,
        before_request=refuse_unknown_parameters,
        middleware=middleware,
        tags=[tag],
    )


def for_holders(
    path: str,
    routes: Sequence[HTTPRouteHandler | Router],
    tag: str,
    *,
    before_request: BeforeRequestHookHandler = refuse_unknown_parameters,
    guards: Sequence[Guard] = (),
) -> Router:
    """Return `routes` below `path`, for those alone who show a token."""
    return Router(
        path,
        route_handlers=routes,
        before_request=before_request,
        guards=guards,
        middleware=[BEARER],
        security=BEARER_SECURITY,
        tags=[tag],
    )
