"""A collector of traces: OTLP over HTTP, in protocol buffers, as the specification has it."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.trace.v1.trace_pb2 import Span

_PATH = "/v1/traces"


@dataclass(frozen=True)
class Told:
    """One span."""

    name: str
    trace_id: str
    span_id: str
    parent_id: str
    attributes: dict[str, str | int | float]
    is_error: bool

    @classmethod
    def of(cls, span: Span) -> "Told":
        """Return a span as tests compare it."""
        attributes = {
            pair.key: getattr(pair.value, pair.value.WhichOneof("value") or "string_value")
            for pair in span.attributes
        }
        ids = span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex()
        return cls(span.name, *ids, attributes, span.status.code == span.status.STATUS_CODE_ERROR)


@dataclass
class Collector:
    """Where it listens, and what it has taken; it answers once `is_open` is set."""

    port: int = 0
    spans: list[Told] = field(default_factory=list)
    raw: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    is_open: threading.Event = field(default_factory=threading.Event)

    @property
    def endpoint(self) -> str:
        """Its base address."""
        return f"http://127.0.0.1:{self.port}"

    def take(self, path: str, body: bytes) -> int:
        """Take a request, and return the status of its answer."""
        if path != _PATH:
            return 404
        self.raw += body
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            for scope in resource.scope_spans:
                self.spans += map(Told.of, scope.spans)
        return 200


@contextlib.contextmanager
def collecting() -> Iterator[Collector]:
    """Run a collector for as long as the block lasts."""
    collector = Collector()
    collector.is_open.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            collector.headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(self.headers["content-length"]))
            collector.is_open.wait()
            with contextlib.suppress(ConnectionError):
                self.send_response(collector.take(self.path, body))
                self.send_header("content-type", "application/x-protobuf")
                self.end_headers()
                self.wfile.write(ExportTraceServiceResponse().SerializeToString())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        collector.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield collector
        finally:
            collector.is_open.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def trace_collector() -> Iterator[Collector]:
    """Yield a collector of one test."""
    with collecting() as collector:
        yield collector
