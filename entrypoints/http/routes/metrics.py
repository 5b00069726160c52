"""Figures for the operator's monitoring."""

from typing import cast

from litestar import Response, get
from litestar.datastructures import State

from entrypoints.http.asgi import Scope
from entrypoints.http.describing import described
from entrypoints.http.metrics import EXPOSITION, Metrics
from entrypoints.http.operator import is_operator
from entrypoints.http.refusals import OperatorOnlyError
from entrypoints.http.request import ApiRequest


@get(
    "/metrics",
    tags=["Health"],
    media_type=EXPOSITION,
    **described(
        "Measure",
        "The figures of this process and the work that is waiting, for Prometheus; for callers on "
        "this machine, and for holders of `METRICS_TOKEN`.",
        OperatorOnlyError,
    ),
)
async def measure(request: ApiRequest, state: State) -> Response[bytes]:
    if not is_operator(cast("Scope", request.scope), request.options.metrics_token):
        raise OperatorOnlyError
    work = await request.application.measure_work()
    metrics: Metrics = state.metrics
    return Response(metrics.render(work), media_type=EXPOSITION)
