"""What the operator's monitoring reads, in the form of Prometheus."""

from prometheus_client import (
    CollectorRegistry,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from application.use_cases.operation.measure_work import WorkMeasures
from entrypoints.http.request_tallies import RequestTallies
from entrypoints.http.work_metrics import WorkCollector

EXPOSITION = "text/plain; version=0.0.4"
"""The media type of what is rendered."""


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
        self._work = WorkCollector()
        self._registry.register(self._work)

    def render(self, work: WorkMeasures) -> bytes:
        """Return everything as text of the exposition format 0.0.4."""
        self._work.measures = work
        return generate_latest(self._registry)
