"""What the operator's monitoring reads, in the form of Prometheus."""

from prometheus_client import (
    CollectorRegistry,
    Gauge,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from application.ports.video_repository import WorkLoad
from entrypoints.http.request_tallies import RequestTallies


class Metrics:
    """The figures of one process, and the work that all processes share; no label names a user.

    `requests` is where requests are counted.
    """

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        self.requests = RequestTallies()
        self._registry.register(self.requests)
        self._waiting = self._gauge("videos_waiting", "Videos whose work is due.")
        self._running = self._gauge("videos_running", "Videos under a living claim.")
        self._oldest_wait = self._gauge(
            "videos_oldest_wait_seconds", "How long the first of the waiting has been due."
        )

    def render(self, load: WorkLoad) -> bytes:
        """Return everything as text of the exposition format 0.0.4."""
        self._waiting.set(load.waiting)
        self._running.set(load.running)
        self._oldest_wait.set(load.oldest_wait_s)
        return generate_latest(self._registry)

    def _gauge(self, name: str, help_text: str) -> Gauge:
        return Gauge(name, help_text, registry=self._registry)
