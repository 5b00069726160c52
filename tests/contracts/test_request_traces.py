"""What traces of requests promise."""

import itertools
from collections.abc import AsyncIterator

import pytest

from application.ports.request_traces import RequestTraces
from tests.contracts.adapters_under_test.observers import REQUEST_TRACES
from tests.contracts.adapters_under_test.table import each

_SOUND = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
_PARENTS = (None, "", "x", _SOUND, _SOUND[:-1], "ff" + _SOUND[2:], "0" * 9_999, "00-\x00-\xff-01")
_STATES = (None, "", "a=b", "=" * 9_999, "a=b,a=b," * 99)


@pytest.fixture(params=each(REQUEST_TRACES))
async def traces(request: pytest.FixtureRequest) -> AsyncIterator[RequestTraces]:
    async with request.param.open(request) as opened:
        yield opened


async def test_whatever_callers_say_the_request_goes_on(traces: RequestTraces) -> None:
    for traceparent, tracestate in itertools.product(_PARENTS, _STATES):
        traces.begin("GET", traceparent, tracestate).end("/health", 200, "abc")


async def test_a_client_may_leave_before_there_is_an_answer(traces: RequestTraces) -> None:
    traces.begin("GET", None, None).end(None, 0, "abc")
