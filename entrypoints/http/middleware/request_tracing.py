"""A trace of every request, where traces go somewhere."""

from application.ports.request_traces import RequestTraces
from entrypoints.http.asgi import AsgiApp, Receive, Scope, Send, find_header
from entrypoints.http.exchange import exchange_of
from entrypoints.http.methods import method_label


class RequestTracing:
    """Surrounds exchanges, and tells of each what its metrics do, and its id."""

    def __init__(self, app: AsgiApp, traces: RequestTraces) -> None:
        self._app = app
        self._traces = traces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        trace = self._traces.begin(
            method_label(scope["method"]),
            _text(scope, b"traceparent"),
            _text(scope, b"tracestate"),
        )
        try:
            await self._app(scope, receive, send)
        finally:
            exchange = exchange_of(scope)
            trace.end(scope.get("path_template"), exchange.status, exchange.request_id)


def _text(scope: Scope, name: bytes) -> str | None:
    value = find_header(scope, name)
    return None if value is None else value.decode("latin-1")
