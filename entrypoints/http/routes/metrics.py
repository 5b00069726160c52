"""Figures for the operator's monitoring."""

import hmac
from ipaddress import ip_address

from litestar import Response, get
from litestar.datastructures import State

from entrypoints.http.describing import described
from entrypoints.http.metrics import Metrics
from entrypoints.http.refusals import OperatorOnlyError
from entrypoints.http.request import ApiRequest

_FORWARDING = frozenset({"forwarded", "x-forwarded-for"})
_EXPOSITION = "text/plain; version=0.0.4"


@get(
    "/metrics",
    tags=["Health"],
    media_type=_EXPOSITION,
    **described(
        "Measure",
        "The figures of this process and the work that is waiting, for Prometheus; for callers on "
        "this machine, and for holders of `METRICS_TOKEN`.",
        OperatorOnlyError,
    ),
)
async def measure(request: ApiRequest, state: State) -> Response[bytes]:
    if not _is_operator(request):
        raise OperatorOnlyError
    work = await request.application.measure_work()
    metrics: Metrics = state.metrics
    return Response(metrics.render(work), media_type=_EXPOSITION)


def _is_operator(request: ApiRequest) -> bool:
    token = request.options.metrics_token
    if token:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    client = request.client
    # A proxy on this machine calls from loopback, too, and says that it calls for others.
    is_forwarded = not _FORWARDING.isdisjoint(request.headers)
    return client is not None and _is_loopback(client.host) and not is_forwarded


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
