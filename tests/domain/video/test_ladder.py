"""Which sizes a video is offered in."""

from hypothesis import given
from hypothesis import strategies as st

from domain.video.ladder import DEFAULT_LADDER, Rung, pick_rungs

_SIDES_PX = st.integers(1, 8192)


def _sizes(rungs: tuple[Rung, ...]) -> list[tuple[str, int, int]]:
    return [(rung.name, rung.width_px, rung.height_px) for rung in rungs]


def test_full_hd_gets_four_rungs() -> None:
    assert _sizes(pick_rungs(1920, 1080, 30)) == [
        ("1080p", 1920, 1080),
        ("720p", 1280, 720),
        ("480p", 854, 480),
        ("360p", 640, 360),
    ]


def test_a_portrait_picture_is_named_by_its_width() -> None:
    assert _sizes(pick_rungs(720, 1280, 30)) == [
        ("720p", 720, 1280),
        ("480p", 480, 854),
        ("360p", 360, 640),
    ]


def test_a_size_between_the_steps_keeps_itself_as_the_top() -> None:
    assert _sizes(pick_rungs(640, 272, 25)) == [("272p", 640, 272)]


def test_a_step_close_below_the_top_is_left_out() -> None:
    assert [rung.name for rung in pick_rungs(1280, 800, 30)] == ["800p", "480p", "360p"]


def test_a_picture_beyond_the_ladder_is_scaled_down_to_its_top() -> None:
    assert _sizes(pick_rungs(7680, 4320, 30))[0] == ("2160p", 3840, 2160)


def test_a_panorama_fits_what_decoders_take() -> None:
    assert _sizes(pick_rungs(8192, 1024, 30))[0] == ("512p", 4096, 512)


def test_odd_sides_become_even() -> None:
    assert _sizes(pick_rungs(641, 361, 30))[0] == ("360p", 640, 360)


def test_fast_pictures_may_take_more_bits() -> None:
    slow, fast = pick_rungs(1280, 720, 30)[0], pick_rungs(1280, 720, 60)[0]

    assert (slow.max_bps, fast.max_bps) == (5_000_000, 7_500_000)


def test_the_default_ladder_falls_in_size_and_rate() -> None:
    sizes_px = [step.short_side_px for step in DEFAULT_LADDER]
    rates_bps = [step.max_bps for step in DEFAULT_LADDER]

    assert sizes_px == sorted(sizes_px, reverse=True)
    assert rates_bps == sorted(rates_bps, reverse=True)


@given(width_px=_SIDES_PX, height_px=_SIDES_PX, rate_fps=st.floats(1, 240))
def test_no_rung_is_larger_than_the_picture_or_the_rung_above(
    width_px: int, height_px: int, rate_fps: float
) -> None:
    rungs = pick_rungs(width_px, height_px, rate_fps)

    assert len({rung.name for rung in rungs}) == len(rungs) >= 1
    assert all(rung.width_px % 2 == rung.height_px % 2 == 0 for rung in rungs)
    assert rungs[0].width_px <= max(2, width_px)
    assert rungs[0].height_px <= max(2, height_px)
    areas_px = [rung.area_px for rung in rungs]
    assert areas_px == sorted(set(areas_px), reverse=True)
