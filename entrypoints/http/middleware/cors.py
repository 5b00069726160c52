"""Which pages of other origins may call: those listed, compared as exact text."""

from collections.abc import Awaitable

from entrypoints.http.asgi import AsgiApp, Receive, Scope, Send
from entrypoints.http.exchange import Exchange, exchange_of
from entrypoints.http.safety_headers import Headers

_METHODS = b"GET, HEAD, POST, PATCH, DELETE, OPTIONS"
_REQUEST_HEADERS = (
    b"Authorization, Content-Digest, Content-Type, Idempotency-Key, If-Match, Last-Event-ID, "
    b"Range, Repr-Digest, Tus-Resumable, Upload-Checksum, Upload-Defer-Length, Upload-Length, "
    b"Upload-Metadata, Upload-Offset, X-Request-Id"
)
_EXPOSED_HEADERS = (
    b"Accept-Ranges, Content-Range, ETag, Idempotent-Replayed, Location, RateLimit, "
    b"RateLimit-Policy, Retry-After, Tus-Checksum-Algorithm, Tus-Extension, Tus-Max-Size, "
    b"Tus-Resumable, Tus-Version, Upload-Defer-Length, Upload-Expires, Upload-Length, "
    b"Upload-Metadata, Upload-Offset, Upload-Video-Id, X-Request-Id"
)
_PREFLIGHT_LIFE_S = b"600"
_VARY = (b"vary", b"origin")


class Cors:
    """Answers preflights and marks answers for listed origins; tells others nothing.

    Every answer says that it depends on the origin, so that no cache hands one origin's to another.
    Credentials travel in the `Authorization` header alone, so cookies are never allowed.
    """

    def __init__(self, app: AsgiApp, origins: frozenset[str]) -> None:
        self._app = app
        self._origins = frozenset(origin.encode() for origin in origins)

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if _is_preflight(scope) and exchange_of(scope).head.named.get(b"origin") in self._origins:
            return _answer_preflight(send)
        return self._app(scope, receive, send)

    def mark(self, exchange: Exchange, headers: Headers) -> None:
        """Let a listed origin read the answer."""
        headers.append(_VARY)
        origin = exchange.head.named.get(b"origin")
        if origin is not None and origin in self._origins:
            headers += (
                (b"access-control-allow-origin", origin),
                (b"access-control-expose-headers", _EXPOSED_HEADERS),
            )


def _is_preflight(scope: Scope) -> bool:
    asked = exchange_of(scope).head.named.get(b"access-control-request-method")
    return scope["method"] == "OPTIONS" and asked is not None


async def _answer_preflight(send: Send) -> None:
    headers = [
        (b"access-control-allow-methods", _METHODS),
        (b"access-control-allow-headers", _REQUEST_HEADERS),
        (b"access-control-max-age", _PREFLIGHT_LIFE_S),
    ]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
