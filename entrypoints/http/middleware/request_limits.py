"""Bounds of the request's head that the server leaves to us."""

from entrypoints.http.asgi import AsgiApp, Receive, Scope, Send
from entrypoints.http.options import HttpOptions
from entrypoints.http.refusals import (
    HeadersTooLargeError,
    MalformedRequestError,
    PayloadTooLargeError,
    UriTooLongError,
)

_HEADER_OVERHEAD_BYTES = len(b": \r\n")


class RequestLimits:
    """Refuses heads that are too large or ambiguous, and bodies that no route takes.

    Nothing of the body has been read then.

    Raises:
        UriTooLongError: the address is over its bound.
        HeadersTooLargeError: the headers are, in number or in sum.
        MalformedRequestError: not exactly one `Host`, or two ways of telling the body's end.
        PayloadTooLargeError: the announced length is over what any route takes.
    """

    def __init__(self, app: AsgiApp, options: HttpOptions) -> None:
        self._app = app
        self._max_url_bytes = options.max_url_bytes
        self._max_header_bytes = options.max_header_bytes
        self._max_headers = options.max_headers
        # What surrounds the file in its form is bounded too.
        form_bytes = options.max_multipart_parts * options.max_part_header_bytes
        self._max_body_bytes = options.max_upload_bytes + form_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._judge(scope)
        await self._app(scope, receive, send)

    def _judge(self, scope: Scope) -> None:
        url_bytes = len(scope["raw_path"]) + len(scope["query_string"])
        if url_bytes > self._max_url_bytes:
            raise UriTooLongError
        headers = scope["headers"]
        header_bytes = sum(
            len(name) + len(value) + _HEADER_OVERHEAD_BYTES for name, value in headers
        )
        if len(headers) > self._max_headers or header_bytes > self._max_header_bytes:
            raise HeadersTooLargeError
        names = [name for name, _ in headers]
        hosts = names.count(b"host")
        if hosts > 1 or (hosts == 0 and scope["http_version"] == "1.1"):
            raise MalformedRequestError
        if b"content-length" in names:
            self._judge_length(scope, b"transfer-encoding" in names)

    def _judge_length(self, scope: Scope, is_chunked: bool) -> None:
        for name, value in scope["headers"]:
            if name == b"content-length":
                if is_chunked or not value.isdigit():
                    raise MalformedRequestError
                if int(value) > self._max_body_bytes:
                    raise PayloadTooLargeError
