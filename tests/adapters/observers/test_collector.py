"""Traces on their way to a collector."""

import asyncio
import logging
import time

import pytest

from adapters.observers.collector import TraceCollector
from adapters.observers.request_traces import SpanRequestTraces
from adapters.observers.work_traces import SpanWorkObserver
from domain.ids import VideoId
from tests.services.otlp import Collector, Told
from tests.services.process import free_port

_TRACE_ID, _CALLER = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


def _sending_to(collector: Collector) -> TraceCollector:
    return TraceCollector(collector.endpoint, {"api-key": "private"}, "films")


def _named(collector: Collector, name: str) -> Told:
    (span,) = [span for span in collector.spans if span.name == name]
    return span


async def test_a_request_is_told_by_its_route_and_belongs_to_its_callers_trace(
    trace_collector: Collector,
) -> None:
    async with _sending_to(trace_collector) as sending:
        traces = SpanRequestTraces(sending.tracer)
        traces.begin("GET", f"00-{_TRACE_ID}-{_CALLER}-01", None).end("/health", 503, "abc")

    span = _named(trace_collector, "GET /health")
    assert (span.trace_id, span.parent_id, span.is_error) == (_TRACE_ID, _CALLER, True)
    assert span.attributes == {
        "http.request.method": "GET",
        "http.route": "/health",
        "http.response.status_code": 503,
        "request.id": "abc",
    }
    assert trace_collector.headers["api-key"] == "private"
    assert b"films" in trace_collector.raw


async def test_an_attempt_holds_the_steps_of_the_engine(trace_collector: Collector) -> None:
    async with _sending_to(trace_collector) as sending:
        observed = SpanWorkObserver(sending.tracer).attempt_began(VideoId("v"), 2, "abc")
        for step in ("Planned", "RenditionsReady"):
            observed.came_to(step)
        observed.ended("corrupt_media", 3.0, 60.0)

    attempt = _named(trace_collector, "attempt")
    assert attempt.is_error
    assert attempt.attributes == {
        "video.id": "v",
        "attempt.number": 2,
        "attempt.outcome": "corrupt_media",
        "attempt.seconds": 3.0,
        "media.seconds": 60.0,
        "request.id": "abc",
    }
    steps = [_named(trace_collector, name) for name in ("Planned", "RenditionsReady", "Settled")]
    assert {(step.trace_id, step.parent_id) for step in steps} == {
        (attempt.trace_id, attempt.span_id)
    }


async def test_nothing_waits_for_a_collector_that_does_not_answer(
    trace_collector: Collector,
) -> None:
    trace_collector.is_open.clear()
    async with asyncio.timeout(30):
        async with _sending_to(trace_collector) as sending:
            traces = SpanRequestTraces(sending.tracer)
            began_s = time.process_time()
            for _ in range(5_000):  # more than are kept
                traces.begin("GET", None, None).end("/health", 200, "abc")
            assert time.process_time() - began_s < 10
    assert trace_collector.spans == []


async def test_that_nobody_takes_traces_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    async with TraceCollector(f"http://127.0.0.1:{free_port()}", {}, "films") as sending:
        traces = SpanRequestTraces(sending.tracer)
        for _ in range(3):
            traces.begin("GET", None, None).end("/health", 200, "abc")
            await asyncio.to_thread(sending._provider.force_flush)

    told = [line for line in caplog.records if line.levelno >= logging.WARNING]
    assert [line.message for line in told] == [
        "traces are dropped: their collector does not take them"
    ]
