"""What is copied, what is encoded, and the reasons that are given."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from domain.video.plan import Method, Reason
from domain.video.planning import plan_encoding
from domain.video.source import AudioStream, SourceInfo
from tests.builders import a_source_info
from tests.strategies import source_infos


def _source(**video_changes: object) -> SourceInfo:
    info = a_source_info()
    return replace(info, video=replace(info.video, **video_changes))  # type: ignore[arg-type]  # by name


def _with_audio(**changes: object) -> SourceInfo:
    sound = AudioStream(1, "aac", 2, 48_000, "LC")
    return a_source_info(audio=replace(sound, **changes))  # type: ignore[arg-type]  # by name


def test_what_players_take_is_copied_and_only_lower_rungs_are_encoded() -> None:
    plan = plan_encoding(_source())

    assert [(planned.rung.name, planned.method) for planned in plan.rungs] == [
        ("720p", Method.COPY),
        ("480p", Method.ENCODE),
        ("360p", Method.ENCODE),
    ]
    assert plan.copied is plan.rungs[0]
    assert plan.audio is not None
    assert plan.audio.method is Method.COPY


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"codec": "hevc"}, Reason.CODEC),
        ({"profile": "High 4:2:2"}, Reason.PROFILE),
        ({"pixel_format": "yuv420p10le"}, Reason.PIXEL_FORMAT),
        ({"colour_transfer": "smpte2084"}, Reason.HDR),
        ({"is_interlaced": True}, Reason.INTERLACED),
        ({"rotation_deg": 90}, Reason.ROTATION),
        ({"coded_width_px": 7680, "coded_height_px": 4320}, Reason.FRAME_TOO_LARGE),
        (
            {"frame_rate_fps": Fraction(120), "base_rate_fps": Fraction(120)},
            Reason.FRAME_RATE_TOO_HIGH,
        ),
        ({"is_trimmed": True}, Reason.EDIT_LIST),
        ({"start_s": 0.5}, Reason.PICTURE_STARTS_LATE),
        ({"duration_s": 8.0}, Reason.PICTURE_ENDS_EARLY),
    ],
)
def test_what_players_cannot_take_is_encoded_for_a_reason(
    changes: dict[str, object], reason: Reason
) -> None:
    plan = plan_encoding(_source(**changes))

    assert plan.copied is None
    assert plan.rungs[0].method is Method.ENCODE
    assert plan.rungs[0].reasons == (reason,)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"longest_gop_s": 20.0}, Reason.GOP_TOO_LONG),
        ({"bitrate_bps": 50_000_000}, Reason.BITRATE_TOO_HIGH),
    ],
)
def test_what_players_take_with_trouble_is_copied_until_something_better_is_there(
    changes: dict[str, object], reason: Reason
) -> None:
    plan = plan_encoding(_source(**changes))

    assert plan.stopgap is not None
    assert plan.copied is plan.stopgap
    assert plan.stopgap.rung.name not in {planned.rung.name for planned in plan.rungs}
    assert plan.rungs[0].method is Method.ENCODE
    assert plan.rungs[0].reasons == (reason,)


def test_the_key_frames_that_encoders_set_by_default_are_close_enough() -> None:
    assert plan_encoding(_source(longest_gop_s=250 / 24)).stopgap is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"codec": "opus", "profile": ""}, Reason.CODEC),
        ({"profile": "Main"}, Reason.PROFILE),
        ({"channels": 6}, Reason.CHANNELS),
        ({"sample_rate_hz": 96_000}, Reason.SAMPLE_RATE),
        ({"start_s": -0.6}, Reason.EDIT_LIST),
        ({"start_s": 0.5}, Reason.SOUND_STARTS_LATE),
        ({"duration_s": 8.0}, Reason.SOUND_ENDS_EARLY),
    ],
)
def test_sound_that_players_cannot_take_is_encoded_alone(
    changes: dict[str, object], reason: Reason
) -> None:
    plan = plan_encoding(_with_audio(**changes))

    assert plan.copied is not None
    assert plan.audio is not None
    assert plan.audio.method is Method.ENCODE
    assert plan.audio.reasons == (reason,)


def test_loudness_is_normalised_on_request_only() -> None:
    left, normalised = (
        plan_encoding(a_source_info(), normalise_loudness=wanted).audio for wanted in (False, True)
    )

    assert left is not None
    assert normalised is not None
    assert (left.reasons, normalised.reasons) == ((), (Reason.LOUDNESS,))


def test_a_source_without_sound_gets_none() -> None:
    assert plan_encoding(a_source_info(audio=None)).audio is None


@pytest.mark.parametrize(
    ("average_fps", "base_fps", "planned_fps"),
    [
        (Fraction(30_000, 1001), Fraction(30_000, 1001), Fraction(30_000, 1001)),
        (Fraction(120), Fraction(120), Fraction(60)),
        (Fraction(240), Fraction(240), Fraction(60)),
        (Fraction(100), Fraction(100), Fraction(50)),
        (Fraction(22), Fraction(30), Fraction(30)),
        (Fraction(28), Fraction(1000), Fraction(30)),
        (Fraction(1, 10), Fraction(1, 10), Fraction(5)),
    ],
)
def test_encoded_frames_come_at_an_even_rate_that_screens_show(
    average_fps: Fraction, base_fps: Fraction, planned_fps: Fraction
) -> None:
    source = _source(codec="hevc", frame_rate_fps=average_fps, base_rate_fps=base_fps)

    assert plan_encoding(source).frame_rate_fps == planned_fps


def test_the_work_is_counted_in_encoded_pixels() -> None:
    source = replace(_source(frame_rate_fps=Fraction(30), base_rate_fps=Fraction(30)), audio=None)

    assert plan_encoding(source).encoded_px == 300 * (854 * 480 + 640 * 360)


@given(source_infos())
def test_every_source_gets_a_top_rung_and_a_reason_for_each_encoding(source: SourceInfo) -> None:
    plan = plan_encoding(source)

    assert plan.rungs
    for planned in plan.rungs:
        assert bool(planned.reasons) is (planned.method is Method.ENCODE)
    assert all(planned.method is Method.ENCODE for planned in plan.rungs[1:])
    assert (plan.audio is None) is (source.audio is None)
    assert 5 <= plan.frame_rate_fps <= 61
    if plan.stopgap is not None:
        assert plan.rungs[0].method is Method.ENCODE


def test_uneven_frames_are_told_of_where_encoding_evens_them_out() -> None:
    uneven = {"frame_rate_fps": Fraction(22), "base_rate_fps": Fraction(30)}

    assert plan_encoding(_source(**uneven)).rungs[0].reasons == ()
    assert plan_encoding(_source(codec="hevc", **uneven)).rungs[0].reasons == (
        Reason.CODEC,
        Reason.VARIABLE_FRAME_RATE,
    )
