"""The version of the tus protocol, on every answer of its routes, refusals among them."""

from collections.abc import Awaitable

from entrypoints.http.asgi import AsgiApp, Message, Receive, Scope, Send
from entrypoints.http.tus.protocol import VERSION

_ROOT = "/api/uploads"
_HEADER = (b"tus-resumable", VERSION.encode())


class TusVersion:
    """Adds `Tus-Resumable`: clients take an answer without it for somebody else's."""

    def __init__(self, app: AsgiApp) -> None:
        self._app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        path: str = scope["path"]
        if path != _ROOT and not path.startswith(f"{_ROOT}/"):
            return self._app(scope, receive, send)

        def send_marked(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], _HEADER]
            return send(message)

        return self._app(scope, receive, send_marked)
