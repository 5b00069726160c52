"""What the reports of every engine promise."""

from collections.abc import AsyncIterator

import pytest

from application.errors import ReportRefusedError
from application.ports.engine_reports import EngineReports
from tests.contracts.adapters_under_test.media import ENGINE_REPORTS
from tests.contracts.adapters_under_test.table import each


@pytest.fixture(params=each(ENGINE_REPORTS))
async def reports(request: pytest.FixtureRequest) -> AsyncIterator[EngineReports]:
    async with request.param.open(request) as opened:
        yield opened


@pytest.mark.parametrize("body", [b"", b"{}", b"\xff\xfe", b"[" * 100_000], ids=len)
async def test_T42_what_is_not_signed_is_not_believed(reports: EngineReports, body: bytes) -> None:
    with pytest.raises(ReportRefusedError):
        reports.read({}, body)


async def test_where_nothing_waits_nothing_is_collected(reports: EngineReports) -> None:
    assert await reports.collect() == ()


async def test_what_is_not_there_may_be_acknowledged(reports: EngineReports) -> None:
    await reports.acknowledge([])
