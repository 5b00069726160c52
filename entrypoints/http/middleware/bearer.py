"""Who asks, from the `Authorization` header and from nothing else."""

from collections.abc import Mapping
from typing import Any, cast

from litestar.openapi.spec import SecurityRequirement
from litestar.types import Middleware

from application.actor import Actor
from application.app import Application
from application.use_cases.operation.count_request import RequestKind
from domain.account.errors import UnauthenticatedError
from entrypoints.http.asgi import AsgiApp, Receive, Scope, Send
from entrypoints.http.exchange import Exchange, exchange_of
from entrypoints.http.middleware.rates import note_standing


async def admit(
    application: Application, scope: Scope, exchange: Exchange, named: Mapping[str, Any]
) -> Actor:
    """Return whom the bearer token speaks for, before any body is read, and count the request.

    Args:
        application: knows the tokens and the limits.
        scope: of the request; the actor is put into it.
        exchange: the one that the request belongs to.
        named: what the route says. A personal access token needs one of its `token_scopes`; a
            route that names none is closed to such tokens. The request is one of its
            `request_kind`, else of the API's; None there leaves it uncounted.

    Raises:
        UnauthenticatedError: there is no bearer token, or more than one.
        InvalidTokenError: see Authenticate.
        TokenExpiredError: see Authenticate.
        ForbiddenError: see Authenticate.
        RateLimitedError: there were too many requests.
    """
    if (token := exchange.head.bearer_token) is None:
        raise UnauthenticatedError
    actor = await application.authenticate(token, named.get("token_scopes", ()))
    scope["user"] = actor
    kind: RequestKind | None = named.get("request_kind", RequestKind.API)
    if kind is not None:
        note_standing(exchange, await application.count_request(kind, actor.user_id))
    return actor


class BearerAuth:
    """Lets nobody pass but those whom `admit` admits.

    A plain ASGI layer of the guarded routers: cheaper than a guard, and nothing that a route
    can forget.
    """

    def __init__(self, app: AsgiApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        application = scope["app"].state.application
        await admit(application, scope, exchange_of(scope), scope["route_handler"].opt)
        await self._app(scope, receive, send)


BEARER = cast("Middleware", BearerAuth)
"""The layer as the framework takes it."""

BEARER_SECURITY: list[SecurityRequirement] = [{"bearer": []}]
"""How the description tells that it is there."""
