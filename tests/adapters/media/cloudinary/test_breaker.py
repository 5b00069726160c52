"""A service that does not answer is left alone, and readiness tells of it."""

from datetime import timedelta

import pytest

from adapters.media.cloudinary.breaker import CircuitBreaker, CircuitOpenFault
from adapters.media.cloudinary.faults import RefusedFault, UnavailableFault
from application.errors import ServiceUnavailableError
from domain.video.lifecycle import VideoStatus
from tests.adapters.media.cloudinary.cloud_platform import CloudPlatform
from tests.adapters.media.cloudinary.hosting import Hosted, hosted_by
from tests.doubles.clock import ManualClock
from tests.services.cloudinary.faults import told
from tests.services.cloudinary.stand_in import CloudinaryStandIn
from tests.services.process import free_port

_PAUSE = timedelta(seconds=10)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def open_breaker(clock: ManualClock) -> CircuitBreaker:
    breaker = CircuitBreaker(clock)
    for _ in range(5):
        breaker.admit()
        breaker.note(UnavailableFault("no"))
    return breaker


def test_after_five_failures_in_a_row_nothing_is_asked(open_breaker: CircuitBreaker) -> None:
    with pytest.raises(CircuitOpenFault) as refused:
        open_breaker.admit()
    assert refused.value.wait_s == _PAUSE.total_seconds()


def test_then_one_call_at_a_time_tries(open_breaker: CircuitBreaker, clock: ManualClock) -> None:
    clock.advance(_PAUSE)
    open_breaker.admit()
    with pytest.raises(CircuitOpenFault):
        open_breaker.admit()


def test_any_answer_closes_it(open_breaker: CircuitBreaker) -> None:
    open_breaker.note(RefusedFault("a refusal is an answer"))
    open_breaker.admit()
    assert not open_breaker.is_open


async def test_P47_readiness_tells_when_nobody_listens(
    cloudinary_stand_in: CloudinaryStandIn,
) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"

    async with hosted_by(cloudinary_stand_in, api_base=nowhere) as hosted:
        with pytest.raises(ServiceUnavailableError):
            await hosted.check.check()


async def test_what_answered_just_now_is_not_asked_again(hosted: Hosted) -> None:
    await hosted.check.check()
    await hosted.check.check()

    assert hosted.stand_in.calls == []


async def test_a_dead_engine_fails_readiness_and_its_videos_wait_for_it(
    platform: CloudPlatform, hosted: Hosted, cloudinary_stand_in: CloudinaryStandIn
) -> None:
    cloudinary_stand_in.faults.add("chunk", told(503, "later"), times=5)
    video = await platform.uploaded()
    for _ in range(2):
        await platform.app.process_video("worker")
        platform.clock.advance(timedelta(seconds=5))
    assert hosted.breaker.is_open
    with pytest.raises(ServiceUnavailableError):
        await hosted.check.check()

    assert (await platform.ended(video)).status is VideoStatus.READY

    await hosted.check.check()
