"""What a plan says of sizes and time."""

from dataclasses import replace

import pytest
from hypothesis import given

from domain.video.planning import plan_encoding
from domain.video.source import SourceInfo
from tests.builders import a_source_info
from tests.strategies import source_infos


def _of_rate(bitrate_bps: int) -> SourceInfo:
    info = a_source_info(audio=None)
    return replace(info, video=replace(info.video, bitrate_bps=bitrate_bps))


def test_a_copied_rung_is_as_large_as_what_is_copied() -> None:
    source = _of_rate(4_000_000)

    copied_bytes, *_ = plan_encoding(source).estimate.rungs_bytes

    assert copied_bytes == pytest.approx(source.duration_s * 500_000)


def test_lower_rungs_are_smaller_and_never_above_their_ceiling() -> None:
    source = _of_rate(7_000_000)
    plan = plan_encoding(source)

    sizes_bytes = plan.estimate.rungs_bytes

    assert list(sizes_bytes) == sorted(sizes_bytes, reverse=True)
    for planned, size_bytes in zip(plan.rungs[1:], sizes_bytes[1:], strict=True):
        assert size_bytes <= planned.rung.max_bps * source.duration_s / 8


def test_copying_takes_less_time_than_encoding() -> None:
    copied = a_source_info()
    encoded = replace(copied, video=replace(copied.video, codec="hevc"))

    assert plan_encoding(copied).estimate.core_s < plan_encoding(encoded).estimate.core_s


@given(source_infos())
def test_every_rung_that_is_made_has_an_estimate(source: SourceInfo) -> None:
    plan = plan_encoding(source)

    made = len(plan.rungs) + (plan.stopgap is not None)
    assert len(plan.estimate.rungs_bytes) == made
    assert min(plan.estimate.rungs_bytes) >= 0
    assert plan.estimate.core_s > 0
