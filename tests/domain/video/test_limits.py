"""Sources that ask for too much."""

from dataclasses import replace
from fractions import Fraction

import pytest

from domain.video.failure import FailureCode
from domain.video.limits import MediaLimits, find_excess
from tests.builders import a_source_info

_LIMITS = MediaLimits()


def test_an_ordinary_source_exceeds_nothing() -> None:
    assert find_excess(a_source_info(), _LIMITS) is None


def test_the_bounds_themselves_are_allowed() -> None:
    video = replace(
        a_source_info().video,
        coded_width_px=7680,
        coded_height_px=4320,
        frame_rate_fps=Fraction(240),
    )

    assert find_excess(a_source_info(duration_s=4 * 3600.0, video=video), _LIMITS) is None


@pytest.mark.parametrize(
    ("width_px", "height_px"), [(16_000, 16_000), (8193, 10), (10, 8193), (8192, 8192)]
)
def test_T4_a_huge_picture_is_refused(width_px: int, height_px: int) -> None:
    video = replace(a_source_info().video, coded_width_px=width_px, coded_height_px=height_px)

    assert find_excess(a_source_info(video=video), _LIMITS) is FailureCode.TOO_LARGE_FRAME


def test_T4_a_picture_that_pixel_shapes_make_huge_is_refused() -> None:
    video = replace(a_source_info().video, sample_aspect=Fraction(1000))

    assert find_excess(a_source_info(video=video), _LIMITS) is FailureCode.TOO_LARGE_FRAME


def test_T5_hours_are_refused() -> None:
    assert find_excess(a_source_info(duration_s=14_401.0), _LIMITS) is FailureCode.TOO_LONG


def test_T5_more_frames_than_hours_could_hold_are_refused() -> None:
    video = replace(a_source_info().video, frame_rate_fps=Fraction(1000))
    source = a_source_info(duration_s=14_000.0, video=video)

    assert find_excess(source, _LIMITS) is FailureCode.TOO_LONG


def test_T5_hundreds_of_streams_are_refused() -> None:
    assert find_excess(a_source_info(streams=33), _LIMITS) is FailureCode.TOO_MANY_STREAMS
