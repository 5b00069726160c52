"""Traces of requests, for those who set up where they go."""

from abc import abstractmethod
from typing import Protocol


class RequestTrace(Protocol):
    """The trace of one request; answers at once and raises nothing, as its maker does."""

    @abstractmethod
    def end(self, route: str | None, status: int, request_id: str) -> None:
        """Close it.

        Args:
            route: the template of the path, None where none fits.
            status: of the answer; 0 where the client left before there was one.
            request_id: what the answer and the log call the request.
        """


class RequestTraces(Protocol):
    """Begins traces."""

    @abstractmethod
    def begin(self, method: str, traceparent: str | None, tracestate: str | None) -> RequestTrace:
        """Begin the trace of a request, as part of its caller's where that tells one.

        `traceparent` and `tracestate` are the caller's headers, whatever they hold.
        Source: W3C Trace Context, sections 3.2 and 3.3.
        """
