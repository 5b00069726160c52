"""Counters in this process: windows slide, and memory is bounded."""

from datetime import timedelta

from adapters.limits.in_process import InProcessRateLimits
from application.limits import Rate

TWO_A_MINUTE = Rate(2, timedelta(minutes=1))


class Watch:
    """Seconds that pass when a test says so."""

    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


async def test_the_window_slides_with_every_use() -> None:
    watch = Watch()
    limits = InProcessRateLimits(watch)
    allowed = []
    for watch.now_s in (0, 40, 59, 60, 61, 99, 100):
        allowed.append((await limits.take("key", TWO_A_MINUTE)).is_allowed)
    assert allowed == [True, True, False, True, False, False, True]


async def test_the_wait_is_told_until_the_oldest_use_is_forgotten() -> None:
    watch = Watch()
    limits = InProcessRateLimits(watch)
    await limits.take("key", TWO_A_MINUTE)
    watch.now_s = 30.5
    assert (await limits.take("key", TWO_A_MINUTE)).reset_s == 30
    watch.now_s = 59.9
    assert (await limits.take("key", TWO_A_MINUTE)).reset_s == 1


async def test_what_ran_out_is_dropped_as_others_come() -> None:
    watch = Watch()
    limits = InProcessRateLimits(watch)
    for number in range(1000):
        await limits.take(f"old {number}", TWO_A_MINUTE)
    watch.now_s = 60
    for number in range(300):
        await limits.take(f"new {number}", TWO_A_MINUTE)
    assert len(limits._keys) == 300


async def test_more_keys_than_there_is_room_for_push_out_the_oldest() -> None:
    limits = InProcessRateLimits(Watch(), capacity=10)
    for number in range(1000):
        await limits.take(f"{number}", TWO_A_MINUTE)
    assert len(limits._keys) == 10
    assert (await limits.take("999", TWO_A_MINUTE)).remaining == 0
