"""Limits of requests, and telling callers how they stand.

Source: draft-ietf-httpapi-ratelimit-headers-10.
"""

from functools import lru_cache
from typing import cast

from litestar.types import Middleware

from application.app import Application
from application.errors import RateLimitedError
from application.limits import Rate
from application.use_cases.operation.count_request import RequestKind, RequestStanding
from domain.account.client import Client
from entrypoints.http.asgi import AsgiApp, Receive, Scope, Send
from entrypoints.http.exchange import Exchange, exchange_of
from entrypoints.http.safety_headers import Headers


def note_standing(exchange: Exchange, counted: RequestStanding | None) -> None:
    """Have the answer tell how its caller stands; None where nothing is limited.

    Raises:
        RateLimitedError: there were too many.
    """
    exchange.counted = counted
    if counted is not None and not counted.standing.is_allowed:
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
        application: Application = scope["app"].state.application
        network = Client(address=address).network
        counted = await application.count_request(RequestKind.AUTH, network)
        note_standing(exchange_of(scope), counted)
        await self._app(scope, receive, send)


def mark_standing(exchange: Exchange, headers: Headers) -> None:
    """Add `RateLimit-Policy` and `RateLimit` to the answer of a request that was counted."""
    if (counted := exchange.counted) is None:
        return
    kind, rate, (_, remaining, reset_s) = counted
    policy, name = _described(kind, rate)
    headers += (policy, (b"ratelimit", f"{name};r={remaining};t={reset_s}".encode()))


@lru_cache
def _described(kind: RequestKind, rate: Rate) -> tuple[tuple[bytes, bytes], str]:
    """Return the policy's header, and what the policy is called in the other one."""
    name = f'"{kind}"'
    told = f"{name};q={rate.count};w={int(rate.window.total_seconds())}"
    return (b"ratelimit-policy", told.encode()), name


ADDRESS_RATE = cast("Middleware", AddressRate)
"""The layer as the framework takes it."""
