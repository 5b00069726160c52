"""Where traces go: a collector that speaks OTLP over HTTP."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Self

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Tracer

_log = logging.getLogger(__name__)

_PATH = "/v1/traces"
"""Source: OTLP specification 1.x, "OTLP/HTTP Request"."""

_SEND_TIMEOUT_S = 3.0
_LEAVE_S = 1.0
"""How long the end of the process waits for a collector that does not answer."""


class TraceCollector:
    """Takes spans from any thread at once, and sends them from a thread of its own.

    What a collector does not take in time is dropped, the oldest first.
    """

    def __init__(self, endpoint: str, headers: dict[str, str], service: str) -> None:
        """Name the collector; nothing is sent before there is a span.

        Args:
            endpoint: its base address, such as `http://127.0.0.1:4318`.
            headers: what to send with each request, such as a key.
            service: what spans are found under.
        """
        # The exporter tells every try as an error; `_Told` says what an operator needs to know.
        logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)
        self._exporter = OTLPSpanExporter(
            endpoint.rstrip("/") + _PATH, headers=headers, timeout=_SEND_TIMEOUT_S
        )
        resource = Resource.create({SERVICE_NAME: service})
        # It is closed by `__aexit__`, which does not wait as long as the end of the interpreter.
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(_Told(self._exporter)))

    @property
    def tracer(self) -> Tracer:
        """What begins spans."""
        return self._provider.get_tracer("streaming-platform")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Send what is left, if the collector takes it soon."""
        leaving = asyncio.create_task(asyncio.to_thread(self._provider.shutdown))
        await asyncio.wait({leaving}, timeout=_LEAVE_S)
        # It waits between its tries, until this ends them.
        self._exporter.shutdown()  # type: ignore[no-untyped-call]  # published without types
        await leaving


class _Told(SpanExporter):
    """Says once that nobody takes traces, and once that somebody does again."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter
        self._is_away = False

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        result = self._exporter.export(spans)
        is_away = result is not SpanExportResult.SUCCESS
        if is_away and not self._is_away:
            _log.warning("traces are dropped: their collector does not take them")
        elif self._is_away and not is_away:
            _log.info("the collector takes traces again")
        self._is_away = is_away
        return result

    def shutdown(self) -> None:
        self._exporter.shutdown()
