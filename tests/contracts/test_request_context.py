"""What knows the request promises."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from application.ports.request_context import RequestContext
from tests.contracts.adapters_under_test.system import REQUEST_CONTEXTS
from tests.contracts.adapters_under_test.table import each


@pytest.fixture(params=each(REQUEST_CONTEXTS))
async def context(request: pytest.FixtureRequest) -> AsyncIterator[RequestContext]:
    async with request.param.open(request) as opened:
        yield opened


async def test_a_request_is_known_while_the_block_lasts_and_to_tasks_that_it_starts(
    context: RequestContext,
) -> None:
    async def ask() -> str | None:
        return context.request_id

    with context.resumed("abc"):
        assert await asyncio.create_task(ask()) == context.request_id == "abc"
        with context.resumed("inner"):
            assert context.request_id == "inner"
        assert context.request_id == "abc"
    assert context.request_id is None


async def test_work_that_belongs_to_no_request_changes_nothing(context: RequestContext) -> None:
    with context.resumed("abc"), context.resumed(None):
        assert context.request_id == "abc"
