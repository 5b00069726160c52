"""One log line for every request."""

import time
from collections.abc import Awaitable

import structlog

from entrypoints.http.asgi import AsgiApp, Message, Receive, Scope, Send

_FIRST_SERVER_ERROR = 500
_STATE_KEY = "problem_code"


def note_problem(scope: Scope, code: str) -> None:
    """Remember why the request was refused, for its log line."""
    scope["state"][_STATE_KEY] = code


class AccessLog:
    """Tells method, path, status, code, time taken, address and user; never a query or a body."""

    def __init__(self, app: AsgiApp) -> None:
        self._app = app
        # Bound once: a lazy logger would be put together for every line.
        self._log: structlog.stdlib.BoundLogger = structlog.get_logger(source="access").bind()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        status = 0

        def send_noted(message: Message) -> Awaitable[None]:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            return send(message)

        try:
            await self._app(scope, receive, send_noted)
        finally:
            client = scope["client"]
            actor = scope.get("user")
            tell = self._log.warning if status >= _FIRST_SERVER_ERROR else self._log.info
            tell(
                "request",
                method=scope["method"],
                path=scope["path"],
                status=status,
                code=scope["state"].get(_STATE_KEY),
                duration_ms=round((time.perf_counter() - began) * 1000, 1),
                address=client[0] if client else None,
                user_id=actor.user_id if actor else None,
            )
