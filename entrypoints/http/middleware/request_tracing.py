"""A trace of every request, where traces go somewhere."""

from application.ports.request_traces import RequestTrace, RequestTraces
from entrypoints.http.asgi import Scope
from entrypoints.http.exchange import Exchange
from entrypoints.http.methods import method_label


def begin_trace(traces: RequestTraces, scope: Scope, exchange: Exchange) -> RequestTrace:
    """Begin to tell of a request what its metrics do, and its id."""
    return traces.begin(
        method_label(scope),
        exchange.request_id,
        _text(exchange, b"traceparent"),
        _text(exchange, b"tracestate"),
    )


def _text(exchange: Exchange, name: bytes) -> str | None:
    value = exchange.headers.get(name)
    return None if value is None else value.decode("latin-1")
