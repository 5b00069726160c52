"""A name for every request, in its answer and in every log line that it causes."""

import re
import secrets
from collections.abc import Awaitable

from entrypoints.http.asgi import AsgiApp, Message, Receive, Scope, Send, find_header
from entrypoints.request_context import REQUEST_ID

_ACCEPTED = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_STATE_KEY = "request_id"


def request_id_of(scope: Scope) -> str:
    """Return the request's id, which the outermost layer has put there."""
    request_id: str = scope["state"][_STATE_KEY]
    return request_id


class RequestIds:
    """Takes the caller's `X-Request-Id` if it is harmless, else makes one."""

    def __init__(self, app: AsgiApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = find_header(scope, b"x-request-id")
        accepted = given is not None and _ACCEPTED.fullmatch(given) is not None
        request_id = given.decode() if given and accepted else secrets.token_hex(12)
        header = (b"x-request-id", request_id.encode())
        scope.setdefault("state", {})[_STATE_KEY] = request_id

        def send_named(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], header]
            return send(message)

        before = REQUEST_ID.set(request_id)
        try:
            await self._app(scope, receive, send_named)
        finally:
            REQUEST_ID.reset(before)
