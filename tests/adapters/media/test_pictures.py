"""Thumbnail, placeholder and storyboard."""

import base64
from pathlib import Path

import pytest

from adapters.media.ffmpeg.engine import FfmpegEngine
from adapters.media.ffmpeg.storyboard import Storyboard, write_storyboard_index
from application.ports.media_engine import StoryboardReady, ThumbnailReady
from tests.media.clips import AAC, H264, Studio
from tests.media.judge import Judge
from tests.media.showing import Showing, show, source_at


@pytest.fixture
async def showing(engine: FfmpegEngine, studio: Studio, tmp_path: Path) -> Showing:
    """What becomes of a video that is black for its first half."""
    dark_then_bright = studio.clip(
        "dark.mp4", "-vf", "drawbox=color=black:thickness=fill:enable='lt(t,3)'", *H264, *AAC,
        size="640x360", seconds=6,
    )  # fmt: skip
    return await show(engine, source_at(dark_then_bright), tmp_path / "out")


def _thumbnail(showing: Showing) -> ThumbnailReady:
    event = showing.events[showing.position(ThumbnailReady)]
    assert isinstance(event, ThumbnailReady)
    return event


async def test_the_thumbnail_is_not_black(showing: Showing, judge: Judge) -> None:
    picture = judge.probe(showing.folder / "thumbnail.jpg", "-show_streams")["streams"][0]
    size_bytes = (showing.folder / "thumbnail.jpg").stat().st_size

    assert (picture["width"], picture["height"]) == (640, 360)
    assert size_bytes > 10_000


async def test_the_placeholder_is_a_picture_of_a_few_hundred_bytes(showing: Showing) -> None:
    placeholder = _thumbnail(showing).placeholder

    assert placeholder is not None
    kind, _, content = placeholder.partition(",")
    picture = base64.b64decode(content)
    assert kind == "data:image/jpeg;base64"
    assert picture.startswith(b"\xff\xd8")
    assert len(placeholder) < 1500


async def test_pictures_do_not_tell_what_drew_them(showing: Showing) -> None:
    drawn = [path.read_bytes() for path in showing.folder.glob("*.jpg")]

    assert len(drawn) == 2
    assert not any(b"Lavc" in picture for picture in drawn)


async def test_the_preview_is_four_small_silent_seconds(showing: Showing, judge: Judge) -> None:
    found = judge.probe(showing.folder / "preview.mp4", "-show_streams", "-show_format")

    (picture,) = found["streams"]
    assert (picture["codec_name"], picture["width"], picture["height"]) == ("h264", 320, 180)
    assert float(found["format"]["duration"]) == pytest.approx(4.0, abs=0.5)


async def test_the_storyboard_covers_the_whole_video(showing: Showing) -> None:
    event = showing.events[showing.position(StoryboardReady)]
    assert isinstance(event, StoryboardReady)

    index = (showing.folder / "storyboard.vtt").read_text().splitlines()

    assert [file.name for file in event.files] == ["storyboard_000.jpg", "storyboard.vtt"]
    assert index[0] == "WEBVTT"
    assert index[2:4] == [
        "00:00:00.000 --> 00:00:02.000",
        "storyboard_000.jpg#xywh=0,0,160,90",
    ]
    assert index[-2:] == [
        "00:00:04.000 --> 00:00:06.000",
        "storyboard_000.jpg#xywh=320,0,160,90",
    ]


async def test_a_video_with_a_single_key_frame_has_a_storyboard_too(
    engine: FfmpegEngine, studio: Studio, tmp_path: Path
) -> None:
    clip = studio.clip("one_key.mp4", *H264, "-g", "1000", *AAC, size="320x180", seconds=5)

    shown = await show(engine, source_at(clip), tmp_path / "out")

    assert isinstance(shown.events[shown.position(StoryboardReady)], StoryboardReady)


@pytest.mark.parametrize(
    ("options", "reads_key_frames"),
    [
        pytest.param((*H264, "-g", "30"), True, id="key frames suffice"),
        pytest.param((*H264, "-g", "999"), False, id="the lower rung is encoded anyway"),
        pytest.param(("-c:v", "mpeg4"), False, id="all rungs are encoded anyway"),
    ],
)
async def test_all_pictures_are_never_decoded_for_the_storyboard_alone(
    engine: FfmpegEngine,
    studio: Studio,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    options: tuple[str, ...],
    *,
    reads_key_frames: bool,
) -> None:
    caplog.set_level("DEBUG", "adapters.media.ffmpeg.process")
    clip = studio.clip("drawn.mp4", *options, *AAC, size="854x480", seconds=5)

    shown = await show(engine, source_at(clip), tmp_path / "out")

    (drawing,) = [line for line in caplog.messages if "storyboard_" in line]
    assert ("nokey" in drawing) == reads_key_frames
    assert ("libx264" in drawing) != reads_key_frames
    assert isinstance(shown.events[shown.position(StoryboardReady)], StoryboardReady)


def test_tiles_fill_rows_then_sheets() -> None:
    index = write_storyboard_index(Storyboard(36.0, 30, 160, 90, 1080.0), sheets=2)

    lines = [line for line in index.splitlines() if "#xywh=" in line]
    assert len(lines) == 30
    assert lines[5] == "storyboard_000.jpg#xywh=0,90,160,90"
    assert lines[24] == "storyboard_000.jpg#xywh=640,360,160,90"
    assert lines[25] == "storyboard_001.jpg#xywh=0,0,160,90"
    assert "00:17:24.000 --> 00:18:00.000" in index


def test_tiles_of_sheets_that_were_not_drawn_are_left_out() -> None:
    index = write_storyboard_index(Storyboard(2.0, 30, 160, 90, 60.0), sheets=1)

    assert index.count("#xywh=") == 25
