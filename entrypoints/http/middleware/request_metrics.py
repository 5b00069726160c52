"""Every request counted, by route."""

import time
from collections.abc import Awaitable, Iterable

from entrypoints.http.asgi import AsgiApp, Message, Receive, Scope, Send
from entrypoints.http.methods import method_label
from entrypoints.http.metrics import Metrics

_NO_ROUTE = "none"


class RequestMetrics:
    """Tells the metrics of each request; what clients invent becomes no label."""

    def __init__(self, app: AsgiApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        status = received = sent = 0
        headers: Iterable[tuple[bytes, bytes]] = ()

        async def receive_noted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            return message

        def send_noted(message: Message) -> Awaitable[None]:
            nonlocal status, sent, headers
            match message["type"]:
                case "http.response.start":
                    status, headers = message["status"], message["headers"]
                case "http.response.pathsend":
                    sent += int(dict(headers).get(b"content-length", 0))
                case _:
                    sent += len(message.get("body", b""))
            return send(message)

        try:
            await self._app(scope, receive_noted, send_noted)
        finally:
            route = scope.get("path_template") or _NO_ROUTE
            self._metrics.note_request(
                method_label(scope), route, status, time.perf_counter() - began
            )
            self._metrics.note_bytes(route, received, sent)
