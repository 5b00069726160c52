"""Every odd file becomes an ordinary video, to ffprobe and to a browser."""

from pathlib import Path

import pytest

from adapters.media.ffmpeg.binaries import Binaries
from adapters.media.ffmpeg.engine import FfmpegEngine
from adapters.media.ffmpeg.settings import FfmpegSettings
from tests.media.cinema import watch
from tests.media.clips import Studio
from tests.media.gallery import Gallery
from tests.media.judge import Judge, assert_playable
from tests.media.odd_inputs import ODD_INPUTS


@pytest.fixture(scope="module")
def gallery(
    binaries: Binaries, studio: Studio, tmp_path_factory: pytest.TempPathFactory
) -> Gallery:
    scratch, folder = tmp_path_factory.mktemp("scratch"), tmp_path_factory.mktemp("gallery")
    engine = FfmpegEngine(binaries.ffmpeg, binaries.ffprobe, scratch, FfmpegSettings())
    return Gallery(engine, studio, folder)


@pytest.mark.parametrize("name", ODD_INPUTS)
async def test_P30_an_odd_file_becomes_an_ordinary_video(
    name: str, gallery: Gallery, judge: Judge
) -> None:
    odd = ODD_INPUTS[name]

    showing = await gallery.showing(name, odd.make)

    variants = judge.variants(showing.folder)
    assert_playable(variants, odd.duration_s, odd.offset_s)
    assert variants[0].size_px == odd.size_px
    assert all(("audio" in variant.streams) is odd.has_sound for variant in variants)
    assert (showing.folder / "thumbnail.jpg").stat().st_size > 0
    assert showing.fractions[-1] == 1.0


async def test_P30_a_browser_plays_every_odd_file(gallery: Gallery, chromium_path: Path) -> None:
    showings = {name: await gallery.showing(name, odd.make) for name, odd in ODD_INPUTS.items()}

    seen = await watch(chromium_path, gallery.folder, list(ODD_INPUTS))

    assert {name: played["fault"] for name, played in seen.items() if played["fault"]} == {}
    for name, played in seen.items():
        sizes_px = {(rung.width_px, rung.height_px) for rung in showings[name].renditions}
        assert (played["width"], played["height"]) in sizes_px, name
        assert abs(played["length"] - ODD_INPUTS[name].duration_s) <= 1.0, name
