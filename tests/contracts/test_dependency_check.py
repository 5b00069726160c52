"""What every check of a part promises."""

from collections.abc import AsyncIterator

import pytest

from application.ports.dependency_check import DependencyCheck
from tests.contracts.adapters_under_test import TABLES
from tests.contracts.adapters_under_test.table import each


@pytest.fixture(params=each(TABLES[DependencyCheck]))
async def dependency_check(request: pytest.FixtureRequest) -> AsyncIterator[DependencyCheck]:
    async with request.param.open(request) as opened:
        yield opened


async def test_a_part_that_is_there_answers(dependency_check: DependencyCheck) -> None:
    await dependency_check.check()


async def test_a_part_has_a_name_that_a_metric_can_bear(dependency_check: DependencyCheck) -> None:
    assert dependency_check.name.isidentifier()
    assert dependency_check.name == dependency_check.name.lower()
