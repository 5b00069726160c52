"""UUIDs of version 7, field by field. Source: RFC 9562 sections 5.7 and 6.2."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIdGenerator
from tests.doubles.clock import ManualClock

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
A_MS = timedelta(milliseconds=1)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC))


def test_the_first_48_bits_are_the_instant_of_the_rfcs_example(clock: ManualClock) -> None:
    made = SystemIdGenerator(clock).new_id()

    assert made.startswith("017f22e2-79b0-7")


def test_ids_rise_while_the_clock_stands_still(clock: ManualClock) -> None:
    ids = SystemIdGenerator(clock)

    made = [ids.new_id() for _ in range(20_000)]

    assert made == sorted(set(made))
    assert {instant_of(text) for text in made} == {clock.now()}


def test_P50_ids_rise_when_the_clock_steps_back(clock: ManualClock) -> None:
    ids = SystemIdGenerator(clock)
    before = ids.new_id()

    clock.jump_to(clock.now() - timedelta(hours=1))

    assert ids.new_id() > before


def test_ids_follow_the_clock_when_it_goes_on(clock: ManualClock) -> None:
    ids = SystemIdGenerator(clock)
    ids.new_id()

    clock.advance(A_MS)

    assert instant_of(ids.new_id()) == clock.now()


def test_a_millisecond_that_is_used_up_runs_over_into_the_next(clock: ManualClock) -> None:
    ids = SystemIdGenerator(clock)
    before = ids.new_id()
    ids._number = (1 << 74) - 1

    after = ids.new_id()

    assert after > before
    assert instant_of(after) == clock.now() + A_MS
    assert UUID(after).version == 7


def test_two_generators_of_one_moment_do_not_meet(clock: ManualClock) -> None:
    first, second = SystemIdGenerator(clock), SystemIdGenerator(clock)

    made = [ids.new_id() for _ in range(5000) for ids in (first, second)]

    assert len(set(made)) == len(made)


def test_threads_never_get_the_same_id() -> None:
    ids = SystemIdGenerator(SystemClock())

    with ThreadPoolExecutor(8) as threads:
        batches = list(threads.map(lambda _: [ids.new_id() for _ in range(500)], range(8)))

    assert all(batch == sorted(batch) for batch in batches)
    assert len({made for batch in batches for made in batch}) == 4000


def instant_of(text: str) -> datetime:
    return EPOCH + (UUID(text).int >> 80) * A_MS
