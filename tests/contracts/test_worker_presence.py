"""What everything that knows of workers promises."""

from collections.abc import AsyncIterator

import pytest

from application.ports.worker_presence import WorkerPresence
from tests.contracts.adapters_under_test.system import WORKER_PRESENCES
from tests.contracts.adapters_under_test.table import each


@pytest.fixture(params=each(WORKER_PRESENCES))
async def presence(request: pytest.FixtureRequest) -> AsyncIterator[WorkerPresence]:
    async with request.param.open(request) as opened:
        yield opened


async def test_we_are_here_in_every_slot(presence: WorkerPresence) -> None:
    assert not presence.is_gone(presence.name)
    assert not presence.is_gone(f"{presence.name}:3")


@pytest.mark.parametrize("name", ["", "worker", "elsewhere/boot/1/1", "///", "a/b/c/d/e"])
async def test_whoever_is_in_doubt_is_not_gone(presence: WorkerPresence, name: str) -> None:
    assert not presence.is_gone(name)
