"""What the operator's monitoring reads, in the form of Prometheus."""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from application.use_cases.operation.measure_work import WorkMeasures
from entrypoints.http.work_metrics import WorkCollector

EXPOSITION = "text/plain; version=0.0.4"
"""The media type of what is rendered."""

_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The figures of one process, and the work that all processes share; no label names a user."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        self._requests = Histogram(
            "http_request_duration_seconds",
            "Time from the head of a request to the end of its answer.",
            ("method", "route", "status"),
            buckets=_BUCKETS_S,
            registry=self._registry,
        )
        self._received = self._bytes_by_route(
            "http_request_body_bytes", "Bytes of bodies that clients sent."
        )
        self._sent = self._bytes_by_route(
            "http_response_body_bytes", "Bytes of bodies that clients were sent."
        )
        self._timed: dict[tuple[str, str, int], Histogram] = {}
        self._work = WorkCollector()
        self._registry.register(self._work)

    def note_request(self, method: str, route: str, status: int, duration_s: float) -> None:
        """Count one request; `route` is a template, never a path with ids."""
        key = (method, route, status)
        if (timed := self._timed.get(key)) is None:
            timed = self._timed[key] = self._requests.labels(method, route, str(status))
        timed.observe(duration_s)

    def note_bytes(self, route: str, received: int, sent: int) -> None:
        """Count what went through one request of a route."""
        if received:
            self._received.labels(route).inc(received)
        if sent:
            self._sent.labels(route).inc(sent)

    def render(self, work: WorkMeasures) -> bytes:
        """Return everything as text of the exposition format 0.0.4."""
        self._work.measures = work
        return generate_latest(self._registry)

    def _bytes_by_route(self, name: str, help_text: str) -> Counter:
        return Counter(name, help_text, ("route",), registry=self._registry)
