"""Limits of requests, and telling callers how they stand.

Source: draft-ietf-httpapi-ratelimit-headers-10.
"""

from collections.abc import Awaitable
from typing import cast

from litestar.types import Middleware

from application.app import Application
from application.errors import RateLimitedError
from application.use_cases.operation.count_request import RequestKind, RequestStanding
from domain.account.client import Client
from entrypoints.http.asgi import AsgiApp, Message, Receive, Scope, Send

_STATE_KEY = "rate_standing"


async def count_request(scope: Scope, kind: RequestKind, somebody: str) -> None:
    """Count this request, and have its answer tell how `somebody` stands.

    Raises:
        RateLimitedError: there were too many.
    """
    application: Application = scope["app"].state.application
    counted = await application.count_request(kind, somebody)
    if counted is None:
        return
    scope["state"][_STATE_KEY] = counted
    if not counted.standing.is_allowed:
        raise RateLimitedError(retry_after_s=counted.standing.reset_s)


class AddressRate:
    """Counts every request of a router by the network that it comes from, before any body is read.

    Raises:
        RateLimitedError: there were too many.
    """

    def __init__(self, app: AsgiApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = scope["client"][0] if scope["client"] else ""
        await count_request(scope, RequestKind.AUTH, Client(address=address).network)
        await self._app(scope, receive, send)


class RateHeaders:
    """Adds `RateLimit-Policy` and `RateLimit` to answers of requests that were counted."""

    def __init__(self, app: AsgiApp) -> None:
        self._app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        def send_told(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                counted: RequestStanding | None = scope["state"].get(_STATE_KEY)
                if counted is not None:
                    message["headers"] = [*message["headers"], *_headers(counted)]
            return send(message)

        return self._app(scope, receive, send_told)


def _headers(counted: RequestStanding) -> list[tuple[bytes, bytes]]:
    rate, standing = counted.rate, counted.standing
    window_s = int(rate.window.total_seconds())
    return [
        (b"ratelimit-policy", f'"{counted.kind}";q={rate.count};w={window_s}'.encode()),
        (b"ratelimit", f'"{counted.kind}";r={standing.remaining};t={standing.reset_s}'.encode()),
    ]


ADDRESS_RATE = cast("Middleware", AddressRate)
"""The layer as the framework takes it."""
