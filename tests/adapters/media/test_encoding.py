"""Sources that players cannot take: the lowest rung first, alone, then all others."""

import shutil
from pathlib import Path

import pytest

from adapters.media.ffmpeg.binaries import Binaries
from adapters.media.ffmpeg.engine import FfmpegEngine
from adapters.media.ffmpeg.settings import FfmpegSettings
from application.errors import ProcessingFailedError
from domain.video.failure import FailureCode
from domain.video.plan import Method, Reason
from tests.media.clips import AAC, H264, Studio
from tests.media.judge import Judge, assert_playable
from tests.media.odd_inputs import ODD_INPUTS
from tests.media.showing import show, source_at

_VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus")


def _vp9(studio: Studio) -> Path:
    return studio.clip("two_rungs.webm", *_VP9, size="854x480", seconds=3)


async def test_the_lowest_rung_is_published_alone_and_first(
    engine: FfmpegEngine, studio: Studio, judge: Judge, tmp_path: Path
) -> None:
    source = studio.clip("three_rungs.webm", *_VP9, size="1280x720", seconds=5)

    showing = await show(engine, source_at(source), tmp_path / "out")

    first, last = showing.publications
    assert [rendition.name for rendition in first.renditions] == ["360p"]
    assert [rendition.name for rendition in last.renditions] == ["720p", "480p", "360p"]
    variants = judge.variants(showing.folder)
    assert_playable(variants, 5.0)
    assert variants[0].cuts_s == pytest.approx((0.0, 4.0))


async def test_high_dynamic_range_becomes_what_every_screen_shows(
    engine: FfmpegEngine, studio: Studio, judge: Judge, tmp_path: Path
) -> None:
    source = ODD_INPUTS["hdr_pq"].make(studio)

    showing = await show(engine, source_at(source), tmp_path / "out")

    assert Reason.HDR in showing.planned.plan.rungs[0].reasons
    (variant,) = judge.variants(showing.folder)
    picture = variant.streams["video"]
    assert picture["color_transfer"] == "bt709"
    assert picture["color_primaries"] == "bt709"
    first_frame = ("-select_streams", "v:0", "-show_frames", "-read_intervals", "%+#1")
    before, after = (
        judge.probe(path, *first_frame)["frames"][0]
        for path in (source, showing.folder / "180p.m3u8")
    )
    assert "Mastering display metadata" in str(before["side_data_list"])
    assert "Mastering display metadata" not in str(after)


async def test_sound_is_brought_to_the_loudness_asked_for(
    binaries: Binaries, studio: Studio, scratch: Path, tmp_path: Path
) -> None:
    settings = FfmpegSettings(loudness_lufs=-16.0)
    engine = FfmpegEngine(binaries.ffmpeg, binaries.ffprobe, scratch, settings)
    quiet = studio.clip("quiet.mp4", *H264, *AAC, "-af", "volume=-30dB", seconds=4)

    showing = await show(engine, source_at(quiet), tmp_path / "out")

    plan = showing.planned.plan
    assert plan.copied is not None
    assert plan.audio is not None
    assert (plan.audio.method, plan.audio.reasons) == (Method.ENCODE, (Reason.LOUDNESS,))


async def test_progress_is_told_about_once_a_second(
    engine: FfmpegEngine, studio: Studio, tmp_path: Path
) -> None:
    showing = await show(engine, source_at(_vp9(studio)), tmp_path / "out")

    assert 3 <= len(showing.fractions) < 30
    assert showing.fractions == sorted(showing.fractions)


async def test_more_output_than_allowed_ends_the_attempt(
    binaries: Binaries, studio: Studio, scratch: Path, tmp_path: Path
) -> None:
    settings = FfmpegSettings(max_output_ratio=0.01, output_allowance_bytes=1000)
    engine = FfmpegEngine(binaries.ffmpeg, binaries.ffprobe, scratch, settings)

    with pytest.raises(ProcessingFailedError) as failed:
        await show(engine, source_at(_vp9(studio)), tmp_path / "out")

    assert failed.value.code is FailureCode.OUTPUT_TOO_LARGE
    assert list(scratch.iterdir()) == []


async def test_time_that_is_up_ends_the_attempt(
    binaries: Binaries, studio: Studio, scratch: Path, tmp_path: Path
) -> None:
    settings = FfmpegSettings(max_timeout_s=0.3)
    engine = FfmpegEngine(binaries.ffmpeg, binaries.ffprobe, scratch, settings)

    with pytest.raises(ProcessingFailedError) as failed:
        await show(engine, source_at(_vp9(studio)), tmp_path / "out")

    assert failed.value.code is FailureCode.PROCESSING_TIMEOUT
    assert list(scratch.iterdir()) == []


async def test_memory_that_runs_out_ends_the_attempt_as_our_fault(
    binaries: Binaries, studio: Studio, scratch: Path, tmp_path: Path
) -> None:
    settings = FfmpegSettings(memory_bytes=64 * 1024**2)
    engine = FfmpegEngine(binaries.ffmpeg, binaries.ffprobe, scratch, settings)

    with pytest.raises(ProcessingFailedError) as failed:
        await show(engine, source_at(_vp9(studio)), tmp_path / "out")

    assert failed.value.code is FailureCode.OUT_OF_MEMORY


async def test_a_file_without_a_picture_is_refused(
    engine: FfmpegEngine, studio: Studio, tmp_path: Path
) -> None:
    sound = studio.made("sound.m4a", "-f", "lavfi", "-i", "sine=duration=1", *AAC)

    with pytest.raises(ProcessingFailedError) as failed:
        await show(engine, source_at(sound), tmp_path / "out")

    assert failed.value.code is FailureCode.NO_VIDEO_STREAM


async def test_a_codec_that_is_not_on_the_list_is_refused(
    engine: FfmpegEngine, studio: Studio, tmp_path: Path
) -> None:
    odd = studio.clip("snow.mkv", "-c:v", "snow", sound_seconds=0, seconds=0.5)

    with pytest.raises(ProcessingFailedError) as failed:
        await show(engine, source_at(odd), tmp_path / "out")

    assert failed.value.code is FailureCode.UNSUPPORTED_CODEC


async def test_T3_the_name_of_the_source_never_reaches_the_command(
    engine: FfmpegEngine,
    studio: Studio,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    for name in ("-i.avs", "concat:a|b.m3u8", "img%03d.png", "quote'\"$(x).mp4"):
        hostile = tmp_path / name
        shutil.copy(studio.two_rungs(), hostile)

        showing = await show(engine, source_at(hostile), tmp_path / "out")

        assert showing.renditions
        assert name not in caplog.text
