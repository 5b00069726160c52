"""Counters of uses."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from adapters.limits.in_process import InProcessRateLimits
from application.ports.rate_limits import RateLimits
from tests.contracts.adapters_under_test.table import Adapter, Table


@asynccontextmanager
async def _in_process(_: pytest.FixtureRequest) -> AsyncIterator[RateLimits]:
    yield InProcessRateLimits()


RATE_LIMITS: Table[RateLimits] = {"in process": Adapter(InProcessRateLimits, _in_process)}
