"""Who asks, from the `Authorization` header and from nothing else."""

from collections.abc import Awaitable, Callable
from typing import cast

from litestar.openapi.spec import SecurityRequirement
from litestar.types import Middleware

from application.actor import Actor
from application.app import Application
from application.use_cases.operation.count_request import RequestKind
from domain.account.errors import UnauthenticatedError
from entrypoints.http.asgi import Answer, AsgiApp, Receive, Scope, Send, all_headers
from entrypoints.http.middleware.rates import count_request

_SCHEME = b"bearer "

Brief = Callable[[Actor, Scope], Awaitable[Answer]]
"""Answers a request without a query in place of its route's handler, which the framework calls
with parameters parsed and answers with a response built: half of the cost of a short answer."""


class BearerAuth:
    """Puts the Actor that a bearer token speaks for into the scope, before any body is read.

    A personal access token needs one of the scopes that the route names in `token_scopes`; a route
    that names none is closed to such tokens.
    Has a route's `brief` answer the request where there is one, see `Brief`.
    Counts the request, too: as one of the kind that its route names in `request_kind`, else of
    the API's; None there leaves it uncounted.

    A plain ASGI layer of the guarded routers: cheaper than a guard, and nothing that a route
    can forget.

    Raises:
        UnauthenticatedError: there is no bearer token, or more than one.
        InvalidTokenError: see Authenticate.
        TokenExpiredError: see Authenticate.
        ForbiddenError: see Authenticate.
        RateLimitedError: there were too many requests.
    """

    def __init__(self, app: AsgiApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        application: Application = scope["app"].state.application
        named = scope["route_handler"].opt
        actor = await application.authenticate(_bearer_token(scope), named.get("token_scopes", ()))
        scope["user"] = actor
        kind: RequestKind | None = named.get("request_kind", RequestKind.API)
        if kind is not None:
            await count_request(scope, kind, actor.user_id)
        brief: Brief | None = named.get("brief")
        if brief is None or scope["query_string"]:
            await self._app(scope, receive, send)
        else:
            answer = await brief(actor, scope)
            await answer(scope, receive, send)


def _bearer_token(scope: Scope) -> str:
    credentials = list(all_headers(scope, b"authorization"))
    if len(credentials) != 1 or not credentials[0][: len(_SCHEME)].lower() == _SCHEME:
        raise UnauthenticatedError
    return credentials[0][len(_SCHEME) :].strip().decode("latin-1")


BEARER = cast("Middleware", BearerAuth)
"""The layer as the framework takes it."""

BEARER_SECURITY: list[SecurityRequirement] = [{"bearer": []}]
"""How the description tells that it is there."""
