"""Every odd file becomes an ordinary video."""

from pathlib import Path

import pytest

from adapters.media.ffmpeg.engine import FfmpegEngine
from tests.media.clips import Studio
from tests.media.judge import Judge, assert_playable
from tests.media.odd_inputs import ODD_INPUTS
from tests.media.showing import show, source_at


@pytest.mark.parametrize("name", ODD_INPUTS)
async def test_P30_an_odd_file_becomes_an_ordinary_video(
    name: str, engine: FfmpegEngine, studio: Studio, judge: Judge, tmp_path: Path
) -> None:
    odd = ODD_INPUTS[name]

    showing = await show(engine, source_at(odd.make(studio)), tmp_path / "out")

    variants = judge.variants(showing.folder)
    assert_playable(variants, odd.duration_s, odd.offset_s)
    assert variants[0].size_px == odd.size_px
    assert all(("audio" in variant.streams) is odd.has_sound for variant in variants)
    assert (showing.folder / "thumbnail.jpg").stat().st_size > 0
    assert showing.fractions[-1] == 1.0
