"""A trace of every request, where traces go somewhere."""

from collections.abc import Awaitable

from application.ports.request_traces import RequestTraces
from entrypoints.http.asgi import AsgiApp, Message, Receive, Scope, Send, find_header
from entrypoints.http.methods import method_label
from entrypoints.http.middleware.request_id import request_id_of


class RequestTracing:
    """Tells of each request what its metrics do, and its id."""

    def __init__(self, app: AsgiApp, traces: RequestTraces) -> None:
        self._app = app
        self._traces = traces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = 0

        def send_noted(message: Message) -> Awaitable[None]:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            return send(message)

        trace = self._traces.begin(
            method_label(scope),
            request_id_of(scope),
            _text(scope, b"traceparent"),
            _text(scope, b"tracestate"),
        )
        try:
            await self._app(scope, receive, send_noted)
        finally:
            trace.end(scope.get("path_template"), status)


def _text(scope: Scope, name: bytes) -> str | None:
    value = find_header(scope, name)
    return None if value is None else value.decode("latin-1")
