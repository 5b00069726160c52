"""Bounds of the request's head that the server leaves to us."""

from collections.abc import Awaitable

from entrypoints.http.asgi import AsgiApp, Receive, Scope, Send
from entrypoints.http.options import HttpOptions
from entrypoints.http.refusals import (
    HeadersTooLargeError,
    MalformedRequestError,
    UriTooLongError,
)

_HEADER_OVERHEAD_BYTES = len(b": \r\n")


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
        headers = scope["headers"]
        header_bytes = sum(
            [len(name) + len(value) + _HEADER_OVERHEAD_BYTES for name, value in headers]
        )
        if len(headers) > self._max_headers or header_bytes > self._max_header_bytes:
            raise HeadersTooLargeError
        names = [name for name, _ in headers]
        if names.count(b"host") > 1:
            raise MalformedRequestError
        if names.count(b"content-length") + names.count(b"transfer-encoding") > 1:
            raise MalformedRequestError
