"""Bounds of the request's head that the server leaves to us."""

from collections.abc import Awaitable
from itertools import chain

from entrypoints.http.asgi import AsgiApp, Receive, Scope, Send
from entrypoints.http.exchange import exchange_of
from entrypoints.http.options import HttpOptions
from entrypoints.http.refusals import (
    HeadersTooLargeError,
    MalformedRequestError,
    UriTooLongError,
)

_HEADER_OVERHEAD_BYTES = len(b": \r\n")
_UNIQUE = (b"host", b"content-length", b"transfer-encoding")


class RequestLimits:
    """Refuses heads that are too large or ambiguous, before anything of the body is read.

    How much of a body is taken, the routes decide.

    Raises:
        UriTooLongError: the address is over its bound.
        HeadersTooLargeError: the headers are, in number or in sum.
        MalformedRequestError: more than one `Host`, or two ways of telling where the body ends.
    """

    def __init__(self, app: AsgiApp, options: HttpOptions) -> None:
        self._app = app
        self._max_url_bytes = options.max_url_bytes
        self._max_header_bytes = options.max_header_bytes
        self._max_headers = options.max_headers

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        self._judge(scope)
        return self._app(scope, receive, send)

    def _judge(self, scope: Scope) -> None:
        if len(scope["raw_path"]) + len(scope["query_string"]) > self._max_url_bytes:
            raise UriTooLongError
        headers, named = scope["headers"], exchange_of(scope).headers
        header_bytes = sum(map(len, chain.from_iterable(headers)))
        header_bytes += len(headers) * _HEADER_OVERHEAD_BYTES
        if len(headers) > self._max_headers or header_bytes > self._max_header_bytes:
            raise HeadersTooLargeError
        if len(headers) != len(named):
            names = [name for name, _ in headers]
            if max(map(names.count, _UNIQUE)) > 1:
                raise MalformedRequestError
        if b"content-length" in named and b"transfer-encoding" in named:
            raise MalformedRequestError
