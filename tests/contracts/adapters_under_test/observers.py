"""Who watches the work and the requests; the collector of their traces is away."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from adapters.observers.collector import TraceCollector
from adapters.observers.request_traces import SpanRequestTraces, _SpanRequestTrace
from adapters.observers.tally import InProcessWorkTally, _Counted
from adapters.observers.together import Together, _TogetherOnAttempt
from adapters.observers.work_traces import SpanWorkObserver, _SpanAttemptObserver
from application.ports.request_traces import RequestTraces
from application.ports.work_observer import WorkObserver
from application.ports.work_tally import WorkTally
from tests.contracts.adapters_under_test.persistence import in_memory
from tests.contracts.adapters_under_test.table import Adapter, Table
from tests.services.process import free_port


@asynccontextmanager
async def _work_spans(_: pytest.FixtureRequest) -> AsyncIterator[WorkObserver]:
    async with _nobody() as collector:
        yield SpanWorkObserver(collector.tracer)


@asynccontextmanager
async def _request_spans(_: pytest.FixtureRequest) -> AsyncIterator[RequestTraces]:
    async with _nobody() as collector:
        yield SpanRequestTraces(collector.tracer)


def _nobody() -> TraceCollector:
    return TraceCollector(f"http://127.0.0.1:{free_port()}", {}, "tests")


def _two_tallies() -> WorkObserver:
    return Together(InProcessWorkTally(), InProcessWorkTally())


WORK_OBSERVERS: Table[WorkObserver] = {
    "tally": Adapter(InProcessWorkTally, in_memory(InProcessWorkTally), parts=(_Counted,)),
    "together": Adapter(Together, in_memory(_two_tallies), parts=(_TogetherOnAttempt,)),
    "spans": Adapter(SpanWorkObserver, _work_spans, parts=(_SpanAttemptObserver,)),
}
WORK_TALLIES: Table[WorkTally] = {
    "in process": Adapter(InProcessWorkTally, in_memory(InProcessWorkTally))
}
REQUEST_TRACES: Table[RequestTraces] = {
    "spans": Adapter(SpanRequestTraces, _request_spans, parts=(_SpanRequestTrace,))
}
