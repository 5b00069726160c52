"""What sums of the work promise."""

from collections.abc import AsyncIterator

import pytest

from adapters.observers.tally import InProcessWorkTally
from application.ports.work_tally import WorkDone, WorkTally
from domain.ids import VideoId
from tests.contracts.adapters_under_test.observers import WORK_TALLIES
from tests.contracts.adapters_under_test.table import each


@pytest.fixture(params=each(WORK_TALLIES))
async def tally(request: pytest.FixtureRequest) -> AsyncIterator[WorkTally]:
    async with request.param.open(request) as opened:
        yield opened


async def test_sums_begin_with_nothing(tally: WorkTally) -> None:
    assert tally.read() == WorkDone(attempts={}, swept={}, media_s=0.0, work_s=0.0)


async def test_attempts_count_by_outcome_and_finished_ones_tell_the_speed(
    tally: InProcessWorkTally,
) -> None:
    for outcome, took_s, media_s in (
        ("finished", 2.0, 60.0),
        ("finished", 1.0, 30.0),
        ("corrupt_media", 9.0, 90.0),
    ):
        tally.attempt_began(VideoId("a"), 1, None).ended(outcome, took_s, media_s)

    done = tally.read()
    assert done.attempts == {"finished": 2, "corrupt_media": 1}
    assert (done.media_s, done.work_s) == (90.0, 3.0)


async def test_what_was_read_stays_as_it_was(tally: InProcessWorkTally) -> None:
    tally.swept({"videos": 2})
    read = tally.read()
    tally.swept({"videos": 1, "staged_files": 3})

    assert read.swept == {"videos": 2}
    assert tally.read().swept == {"videos": 3, "staged_files": 3}
