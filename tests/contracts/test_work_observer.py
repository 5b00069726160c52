"""What everybody who watches the work promises."""

from collections.abc import AsyncIterator

import pytest

from application.ports.work_observer import WorkObserver
from domain.ids import VideoId
from tests.contracts.adapters_under_test.observers import WORK_OBSERVERS
from tests.contracts.adapters_under_test.table import each


@pytest.fixture(params=each(WORK_OBSERVERS))
async def observer(request: pytest.FixtureRequest) -> AsyncIterator[WorkObserver]:
    async with request.param.open(request) as opened:
        yield opened


async def test_attempts_may_run_side_by_side_and_end_in_any_order(observer: WorkObserver) -> None:
    first = observer.attempt_began(VideoId("a"), 1, "abc")
    second = observer.attempt_began(VideoId("b"), 7, None)
    first.came_to("Planned")
    second.ended("not_a_video", 0.0, 0.0)
    first.came_to("RenditionsReady")
    first.ended("finished", 1.5, 60.0)


async def test_a_sweep_may_have_removed_nothing(observer: WorkObserver) -> None:
    observer.swept({})
    observer.swept({"staged_files": 0, "videos": 2})
