"""What probing found, as players will see it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.builders import a_source_info


@pytest.mark.parametrize(
    ("rotation_deg", "displayed_px"),
    [(0, (1280, 720)), (90, (720, 1280)), (180, (1280, 720)), (270, (720, 1280))],
)
def test_the_displayed_size_follows_the_rotation(
    rotation_deg: int, displayed_px: tuple[int, int]
) -> None:
    info = a_source_info()
    turned = replace(info, video=replace(info.video, rotation_deg=rotation_deg))

    assert (turned.width_px, turned.height_px) == displayed_px


def test_the_displayed_size_has_square_pixels() -> None:
    info = a_source_info()
    pal_wide = replace(
        info.video, coded_width_px=720, coded_height_px=576, sample_aspect=Fraction(64, 45)
    )

    shown = replace(info, video=pal_wide)

    assert (shown.width_px, shown.height_px) == (1024, 576)


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_two_transfer_functions_are_high_dynamic_range(transfer: str) -> None:
    assert replace(a_source_info().video, colour_transfer=transfer).is_hdr


def test_ordinary_colours_are_not_high_dynamic_range() -> None:
    assert not replace(a_source_info().video, colour_transfer="bt709").is_hdr


@pytest.mark.parametrize(
    ("average_fps", "base_fps", "is_variable"),
    [
        (Fraction(30), Fraction(30), False),
        (Fraction(2997, 100), Fraction(30_000, 1001), False),
        (Fraction(24), Fraction(90), True),
        (Fraction(0), Fraction(30), True),
    ],
)
def test_uneven_frames_are_told_from_rounded_timestamps(
    average_fps: Fraction, base_fps: Fraction, *, is_variable: bool
) -> None:
    video = replace(a_source_info().video, frame_rate_fps=average_fps, base_rate_fps=base_fps)

    assert video.is_variable_rate is is_variable


def test_the_rate_of_the_file_is_that_of_its_bytes() -> None:
    assert a_source_info(size_bytes=1_000_000, duration_s=8.0).bitrate_bps == 1_000_000
