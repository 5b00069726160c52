"""One log line for every request."""

import time

import structlog

from entrypoints.http.asgi import AsgiApp, Message, Receive, Scope, Send

_log: structlog.stdlib.BoundLogger = structlog.get_logger(source="access")
_FIRST_SERVER_ERROR = 500


class AccessLog:
    """Tells method, path, status, time taken, address and user; never a query or a body."""

    def __init__(self, app: AsgiApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        status = 0

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        finally:
            client = scope["client"]
            actor = scope.get("user")
            tell = _log.warning if status >= _FIRST_SERVER_ERROR else _log.info
            tell(
                "request",
                method=scope["method"],
                path=scope["path"],
                status=status,
                duration_ms=round((time.perf_counter() - began) * 1000, 1),
                address=client[0] if client else None,
                user_id=actor.user_id if actor else None,
            )
