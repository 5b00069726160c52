"""Spans for attempts at videos."""

from collections.abc import Mapping

from opentelemetry.context import Context
from opentelemetry.trace import (
    Span,
    SpanKind,
    Status,
    StatusCode,
    Tracer,
    set_span_in_context,
)

from application.ports.work_observer import AttemptObserver, WorkObserver
from domain.ids import VideoId

_NO_FAULT = frozenset({"finished", "waiting", "handed_back", "lost"})


class SpanWorkObserver(WorkObserver):
    """A span for each attempt, and one inside of it for each step of the engine.

    `request.id` is that of the request that uploaded the file: the spans of both have it.
    """

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer

    def attempt_began(
        self, video_id: VideoId, number: int, request_id: str | None
    ) -> AttemptObserver:
        told: dict[str, str | int] = {"video.id": video_id, "attempt.number": number}
        if request_id is not None:
            told["request.id"] = request_id
        span = self._tracer.start_span("attempt", Context(), SpanKind.CONSUMER, told)
        return _SpanAttemptObserver(self._tracer, span)

    def swept(self, counts: Mapping[str, int]) -> None:
        span = self._tracer.start_span("sweep", Context(), attributes=dict(counts))
        span.end()


class _SpanAttemptObserver(AttemptObserver):
    """Each step lasts from the end of the one before to its own."""

    def __init__(self, tracer: Tracer, span: Span) -> None:
        self._tracer = tracer
        self._span = span
        self._inside = set_span_in_context(span, Context())
        self._step = self._begin_step()

    def came_to(self, step: str) -> None:
        self._step.update_name(step)
        self._step.end()
        self._step = self._begin_step()

    def ended(self, outcome: str, took_s: float, media_s: float) -> None:
        self._step.end()
        told: dict[str, str | float] = {
            "attempt.outcome": outcome,
            "attempt.seconds": took_s,
            "media.seconds": media_s,
        }
        self._span.set_attributes(told)
        if outcome not in _NO_FAULT:
            self._span.set_status(Status(StatusCode.ERROR, outcome))
        self._span.end()

    def _begin_step(self) -> Span:
        return self._tracer.start_span("Settled", self._inside)
