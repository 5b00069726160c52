"""Every request counted, by route."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from entrypoints.http.methods import method_label

_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_BOUNDS = (*map(str, _BUCKETS_S), "+Inf")
_NO_ROUTE = "none"


class Tally:
    """Requests that are alike: how many took how long, and the bytes of their bodies."""

    __slots__ = ("lasted_s", "received_bytes", "sent_bytes", "within")

    def __init__(self) -> None:
        self.within = [0] * len(_BOUNDS)
        self.lasted_s = 0.0
        self.received_bytes = 0
        self.sent_bytes = 0


class RequestTallies(Collector):
    """Plain numbers, which become figures of Prometheus when they are asked for.

    The library's own counters lock, and look their labels up, for every request.
    Here the event loop alone counts.
    """

    def __init__(self) -> None:
        self._tallies: dict[tuple[str, str | None, int], Tally] = {}

    def note(
        self,
        method: str,
        route: str | None,
        status: int,
        *,
        duration_s: float,
        received_bytes: int,
        sent_bytes: int,
    ) -> None:
        """Count one more; what clients invent becomes no label.

        Args:
            method: of the request.
            route: its template, never a path with ids; None where there is none.
            status: of the answer.
            duration_s: from the head of the request to the end of the answer.
            received_bytes: of the request's body.
            sent_bytes: of the answer's.
        """
        tally = self._tallies.get((method, route, status)) or self._like(method, route, status)
        tally.within[bisect_left(_BUCKETS_S, duration_s)] += 1
        tally.lasted_s += duration_s
        tally.received_bytes += received_bytes
        tally.sent_bytes += sent_bytes

    def _like(self, method: str, route: str | None, status: int) -> Tally:
        return self._tallies.setdefault((method_label(method), route, status), Tally())

    def collect(self) -> Iterator[Metric]:
        """Yield the figures."""
        durations = HistogramMetricFamily(
            "http_request_duration_seconds",
            "Time from the head of a request to the end of its answer.",
            labels=("method", "route", "status"),
        )
        received, sent = Counter[str](), Counter[str]()
        for (method, route, status), tally in self._tallies.items():
            buckets = list(zip(_BOUNDS, accumulate(tally.within), strict=True))
            name = route or _NO_ROUTE
            durations.add_metric((method, name, str(status)), buckets, tally.lasted_s)
            received[name] += tally.received_bytes
            sent[name] += tally.sent_bytes
        yield durations
        yield _bytes("http_request_body_bytes", "Bytes of bodies that clients sent.", received)
        yield _bytes("http_response_body_bytes", "Bytes of bodies that clients were sent.", sent)


def _bytes(name: str, help_text: str, by_route: Counter[str]) -> Metric:
    family = CounterMetricFamily(name, help_text, labels=("route",))
    for route, count in (+by_route).items():
        family.add_metric((route,), count)
    return family
