"""What the plan takes is asked for once, and nobody waits for the answer for long."""

from datetime import timedelta

import pytest

from adapters.media.cloudinary import plan_limits
from tests.adapters.media.cloudinary.hosting import Hosted
from tests.services.cloudinary.faults import SILENCE, told


async def test_it_is_asked_for_once(hosted: Hosted) -> None:
    answers = [await hosted.engine.max_source_bytes() for _ in range(3)]

    assert answers == [hosted.stand_in.plan.video_bytes] * 3
    assert len(hosted.stand_in.of_kind("usage")) == 1


async def test_what_is_not_answered_is_asked_again_after_a_while(hosted: Hosted) -> None:
    hosted.stand_in.faults.add("usage", told(403, "Not enabled"))

    assert [await hosted.engine.max_source_bytes() for _ in range(2)] == [None, None]
    hosted.clock.advance(timedelta(minutes=10))

    assert await hosted.engine.max_source_bytes() == hosted.stand_in.plan.video_bytes
    assert len(hosted.stand_in.of_kind("usage")) == 2


async def test_an_engine_in_silence_keeps_nobody_waiting(
    hosted: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_limits, "_PATIENCE_S", 0.05)
    hosted.stand_in.faults.add("usage", SILENCE, times=4)

    assert await hosted.engine.max_source_bytes() is None
