"""What happens to a picture between decoder and encoder."""

from dataclasses import replace

import pytest

from adapters.media.ffmpeg.filters import picture_graph, sound_chain
from adapters.media.ffmpeg.storyboard import storyboard_of
from domain.video.planning import plan_encoding
from domain.video.source import SourceInfo
from tests.builders import a_source_info


def _graph(**video_changes: object) -> str:
    info = a_source_info()
    source = replace(info, video=replace(info.video, codec="hevc", **video_changes))  # type: ignore[arg-type]  # by name
    plan = plan_encoding(source)
    return picture_graph(source, plan, plan.encoded)


def test_each_rung_is_scaled_from_the_one_above() -> None:
    first, second, third = _graph().split(";")

    assert first.startswith("[0:0]")
    assert first.endswith("split[v0][w0]")
    assert second == "[w0]scale=854:480:out_range=limited,split[v1][w1]"
    assert third == "[w1]scale=640:360:out_range=limited[v2]"


def test_the_storyboard_is_drawn_of_the_lowest_rung() -> None:
    source = a_source_info()
    plan = plan_encoding(source)

    *_, lowest, sheets = picture_graph(source, plan, plan.encoded, storyboard_of(source)).split(";")

    assert lowest == "[w0]scale=640:360:out_range=limited,split[v1][w1]"
    assert sheets == (
        "[w1]fps=fps=1/2.000000:start_time=0,scale=160:90:out_range=full,format=yuvj420p,setsar=1"
        ",tile=5x5[sheets]"
    )


def test_fields_are_joined_before_frames_are_counted() -> None:
    graph = _graph(is_interlaced=True)

    assert graph.index("bwdif") < graph.index("fps=") < graph.index("scale=")


def test_the_last_picture_is_held_for_as_long_as_there_is_sound() -> None:
    assert "tpad=stop_mode=clone:stop_duration=4.000" in _graph(duration_s=6.0)


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_high_dynamic_range_is_mapped_and_what_announced_it_removed(transfer: str) -> None:
    graph = _graph(colour_transfer=transfer)

    assert "tonemap=hable" in graph
    assert graph.count("sidedata=delete") == 2
    assert graph.index("scale=1280") < graph.index("zscale")


def test_wide_gamut_without_high_range_is_narrowed() -> None:
    graph = _graph(colour_primaries="bt2020")

    assert "zscale=t=709:p=709:m=709" in graph
    assert "tonemap" not in graph


def test_loudness_is_left_alone_unless_asked_for() -> None:
    source: SourceInfo = a_source_info()

    assert "loudnorm" not in sound_chain(source, None)
    assert "loudnorm=I=-16:TP=-1.5:LRA=11" in sound_chain(source, -16.0)
