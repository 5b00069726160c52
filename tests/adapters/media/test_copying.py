"""Sources that players take as they are: playable as soon as they are repackaged."""

from pathlib import Path

import pytest

from adapters.media.ffmpeg.engine import FfmpegEngine
from application.ports.media_engine import Planned, RenditionsReady, StoryboardReady, ThumbnailReady
from domain.video.plan import Method
from tests.media.clips import AAC, H264, Studio
from tests.media.judge import Judge, assert_playable, joined
from tests.media.showing import show, source_at


async def test_a_compatible_file_is_published_before_anything_is_encoded(
    engine: FfmpegEngine, studio: Studio, judge: Judge, tmp_path: Path
) -> None:
    showing = await show(engine, source_at(studio.large()), tmp_path / "out")

    first, last = showing.publications
    assert [rendition.name for rendition in first.renditions] == ["720p"]
    assert [rendition.name for rendition in last.renditions] == ["720p", "480p", "360p"]
    assert_playable(judge.variants(showing.folder), 6.0)


async def test_the_copied_picture_is_the_sources_own(
    engine: FfmpegEngine, studio: Studio, judge: Judge, tmp_path: Path
) -> None:
    source = studio.plain()
    showing = await show(engine, source_at(source), tmp_path / "out")

    published = joined(showing.folder, "360p")
    assert judge.packets(published) == judge.packets(source)


async def test_encoded_rungs_are_cut_where_the_copied_one_is(
    engine: FfmpegEngine, studio: Studio, judge: Judge, tmp_path: Path
) -> None:
    uneven = studio.clip(
        "uneven.mp4", "-c:v", "libx264", "-preset", "ultrafast", "-g", "999",
        "-force_key_frames", "0.7,2.9,5.03,9.6,10.2", *AAC, size="854x480", seconds=11,
    )  # fmt: skip

    showing = await show(engine, source_at(uneven), tmp_path / "out")

    variants = judge.variants(showing.folder)
    assert [variant.name for variant in variants] == ["480p", "360p"]
    assert variants[0].cuts_s == pytest.approx((0.0, 5.033333, 9.6))
    assert_playable(variants, 11.0)


async def test_key_frames_too_far_apart_make_the_copy_a_stopgap(
    engine: FfmpegEngine, studio: Studio, judge: Judge, tmp_path: Path
) -> None:
    sparse = studio.clip(
        "sparse.mp4", "-c:v", "libx264", "-preset", "ultrafast", "-g", "9999", "-sc_threshold", "0",
        *AAC, size="640x360", seconds=14,
    )  # fmt: skip

    showing = await show(engine, source_at(sparse), tmp_path / "out")

    first, last = showing.publications
    assert [rendition.name for rendition in first.renditions] == ["original"]
    assert [rendition.name for rendition in last.renditions] == ["360p"]
    (variant,) = judge.variants(showing.folder)
    assert max(b - a for a, b in zip(variant.cuts_s, variant.cuts_s[1:], strict=False)) <= 4.1
    assert_playable([variant], 14.0)


async def test_sound_that_players_cannot_take_is_encoded_beside_the_copied_picture(
    engine: FfmpegEngine, studio: Studio, judge: Judge, tmp_path: Path
) -> None:
    source = studio.clip("flac.mkv", *H264, "-c:a", "flac", "-ac", "6")

    showing = await show(engine, source_at(source), tmp_path / "out")

    assert showing.planned.plan.rungs[0].method is Method.COPY
    (variant,) = judge.variants(showing.folder)
    assert variant.streams["audio"]["codec_name"] == "aac"
    assert variant.streams["audio"]["channels"] == 2
    assert_playable([variant], 3.0)


async def test_sound_shorter_than_the_picture_is_padded_with_silence(
    engine: FfmpegEngine, studio: Studio, judge: Judge, tmp_path: Path
) -> None:
    source = studio.clip("short_sound.mp4", *H264, *AAC, seconds=6, sound_seconds=2)

    showing = await show(engine, source_at(source), tmp_path / "out")

    packets = judge.probe(
        showing.folder / "180p.m3u8", "-select_streams", "a:0", "-show_entries", "packet=pts_time"
    )["packets"]
    assert float(packets[-1]["pts_time"]) > 5.9


async def test_events_come_in_the_order_in_which_viewers_need_them(
    engine: FfmpegEngine, studio: Studio, tmp_path: Path
) -> None:
    showing = await show(engine, source_at(studio.large()), tmp_path / "out")

    order = [
        showing.position(kind)
        for kind in (Planned, RenditionsReady, ThumbnailReady, StoryboardReady)
    ]
    assert order == sorted(order)
    assert showing.events.index(showing.publications[-1]) > order[-1]


async def test_the_codecs_are_named_as_they_are(
    engine: FfmpegEngine, studio: Studio, judge: Judge, tmp_path: Path
) -> None:
    source = studio.clip(
        "main.mp4", "-c:v", "libx264", "-profile:v", "main", "-level", "3.0", *AAC, seconds=2
    )

    showing = await show(engine, source_at(source), tmp_path / "out")

    (variant,) = judge.variants(showing.folder)
    assert variant.codecs == "avc1.4d401e,mp4a.40.2"
