"""A span for every request."""

from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from application.ports.request_traces import RequestTrace, RequestTraces

_FIRST_SERVER_ERROR = 500


class SpanRequestTraces(RequestTraces):
    """Spans tell method, route, status and the request's id; of what users are or do, nothing.

    Source of the names: OpenTelemetry semantic conventions 1.x for HTTP servers.
    """

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer
        self._propagator = TraceContextTextMapPropagator()

    def begin(self, method: str, traceparent: str | None, tracestate: str | None) -> RequestTrace:
        told = {"traceparent": traceparent, "tracestate": tracestate}
        carrier = {name: value for name, value in told.items() if value}
        span = self._tracer.start_span(
            method,
            self._propagator.extract(carrier, Context()),
            SpanKind.SERVER,
            {"http.request.method": method},
        )
        return _SpanRequestTrace(span, method)


class _SpanRequestTrace(RequestTrace):
    def __init__(self, span: Span, method: str) -> None:
        self._span = span
        self._method = method

    def end(self, route: str | None, status: int, request_id: str) -> None:
        self._span.set_attribute("request.id", request_id)
        if route is not None:
            self._span.update_name(f"{self._method} {route}")
            self._span.set_attribute("http.route", route)
        if status:
            self._span.set_attribute("http.response.status_code", status)
        if status >= _FIRST_SERVER_ERROR:
            self._span.set_status(Status(StatusCode.ERROR))
        self._span.end()
