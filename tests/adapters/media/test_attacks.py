"""T1 to T8: hostile files, a listener that must stay silent, and a secret that must stay one."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import m3u8
import pytest

from adapters.files.memory_source import MemorySourceFile
from adapters.media.ffmpeg.engine import FfmpegEngine
from application.errors import ProcessingFailedError
from domain.video.failure import FailureCode
from tests.house.tree import ROOT
from tests.media.attack_files import (
    avi_with_playlist_subtitles,
    disguises,
    huge_jpeg,
    jpeg_with_false_size,
    mov_with_outside_samples,
    scripts_naming,
)
from tests.media.clips import AAC, H264, Studio
from tests.media.showing import Showing, show, source_at

_SECRET = b"the-planted-secret-of-another-user"


@pytest.fixture
def secret(tmp_path: Path, studio: Studio) -> Path:
    """Another user's video, with a secret at its end."""
    path = tmp_path / "neighbour.mp4"
    path.write_bytes(studio.two_rungs().read_bytes() + _SECRET)
    return path


@pytest.fixture
def silent_url() -> Iterator[str]:
    """An address at which nobody may call."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/segment.ts"
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()


async def _failure(engine: FfmpegEngine, content: bytes, folder: Path) -> ProcessingFailedError:
    with pytest.raises(ProcessingFailedError) as failed:
        await show(engine, MemorySourceFile(content), folder)
    assert _SECRET.decode() not in failed.value.detail
    return failed.value


def _published(showing: Showing) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(showing.folder.iterdir()))


@pytest.mark.parametrize("kind", scripts_naming(""))
async def test_T1_a_script_posing_as_a_video_opens_nothing(
    kind: str, engine: FfmpegEngine, secret: Path, silent_url: str, tmp_path: Path
) -> None:
    for target in (str(secret), f"file:{secret}", f"../{secret.name}", "input", silent_url):
        failure = await _failure(engine, scripts_naming(target)[kind], tmp_path / "out")
        assert failure.code is FailureCode.NOT_A_VIDEO


async def test_T2_a_playlist_inside_a_subtitle_packet_opens_nothing(
    engine: FfmpegEngine, secret: Path, silent_url: str, tmp_path: Path
) -> None:
    for target in (str(secret), silent_url):
        failure = await _failure(engine, avi_with_playlist_subtitles(target), tmp_path / "out")
        assert not failure.code.retryable


async def test_T2_samples_said_to_lie_elsewhere_are_not_fetched(
    engine: FfmpegEngine, studio: Studio, secret: Path, tmp_path: Path
) -> None:
    hostile = mov_with_outside_samples(studio.two_rungs().read_bytes(), secret)

    with suppress(ProcessingFailedError):
        showing = await show(engine, MemorySourceFile(hostile), tmp_path / "out")
        assert _SECRET not in _published(showing)


@pytest.mark.parametrize("is_hidden", [False, True])
async def test_T4_a_huge_picture_is_refused_at_once(
    engine: FfmpegEngine, studio: Studio, tmp_path: Path, *, is_hidden: bool
) -> None:
    bomb = huge_jpeg(studio, 9000, is_hidden=is_hidden)
    began_s = time.monotonic()

    failure = await _failure(engine, bomb, tmp_path / "out")

    assert failure.code is FailureCode.TOO_LARGE_FRAME
    assert time.monotonic() - began_s < 30


@pytest.mark.parametrize("is_hidden", [False, True])
def test_T4_a_huge_picture_takes_less_than_a_gibibyte(
    studio: Studio, tmp_path: Path, *, is_hidden: bool
) -> None:
    bomb = tmp_path / "bomb.mov"
    bomb.write_bytes(huge_jpeg(studio, 16_000, is_hidden=is_hidden))
    command = [sys.executable, "-m", "tests.adapters.media.peak_memory", str(bomb), str(tmp_path)]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    code, own_kib, childs_kib = ended.stdout.split()
    assert code == FailureCode.TOO_LARGE_FRAME
    assert max(int(own_kib), int(childs_kib)) < 1024**2


async def test_T4_a_huge_picture_that_is_not_even_there_is_refused(
    engine: FfmpegEngine, studio: Studio, tmp_path: Path
) -> None:
    failure = await _failure(engine, jpeg_with_false_size(studio, 30_000), tmp_path / "out")

    assert failure.code is FailureCode.TOO_LARGE_FRAME


async def test_T5_ten_hours_out_of_two_frames_are_refused(
    engine: FfmpegEngine, studio: Studio, tmp_path: Path
) -> None:
    endless = studio.clip(
        "endless.mkv", "-vf", "setpts=N*36000/TB", "-fps_mode", "passthrough", "-frames:v", "2",
        *H264, sound_seconds=0,
    )  # fmt: skip

    failure = await _failure(engine, endless.read_bytes(), tmp_path / "out")

    assert failure.code is FailureCode.TOO_LONG


async def test_T5_a_thousand_frames_a_second_are_thinned_out(
    engine: FfmpegEngine, studio: Studio, tmp_path: Path
) -> None:
    racing = studio.clip("racing.mp4", *H264, sound_seconds=0, size="64x64", rate="1000", seconds=1)

    showing = await show(engine, source_at(racing), tmp_path / "out")

    assert showing.planned.plan.frame_rate_fps <= 60


async def test_T5_dozens_of_streams_are_refused(
    engine: FfmpegEngine, studio: Studio, tmp_path: Path
) -> None:
    plain = str(studio.two_rungs())
    crowd = studio.made("crowd.mkv", "-i", plain, *["-map", "0:v"] * 40, "-c", "copy")

    failure = await _failure(engine, crowd.read_bytes(), tmp_path / "out")

    assert failure.code is FailureCode.TOO_MANY_STREAMS


@pytest.mark.parametrize("kind", disguises())
async def test_T6_what_is_no_video_is_refused_and_not_unpacked(
    kind: str, engine: FfmpegEngine, tmp_path: Path
) -> None:
    failure = await _failure(engine, disguises()[kind], tmp_path / "out")

    assert failure.code in {FailureCode.NOT_A_VIDEO, FailureCode.CORRUPT_MEDIA}


async def test_T7_nothing_but_picture_and_sound_reaches_the_output(
    engine: FfmpegEngine, studio: Studio, tmp_path: Path
) -> None:
    page = b"<script>alert('T7')</script>"
    notes = tmp_path / "notes.txt"
    notes.write_text(f";FFMETADATA1\n[CHAPTER]\nSTART=0\nEND=1000\ntitle={page.decode()}\n")
    subtitles = tmp_path / "words.srt"
    subtitles.write_text(f"1\n00:00:00,000 --> 00:00:01,000\n{page.decode()}\n")
    tags = ("title", "comment", "artist")
    polyglot = studio.made(
        "polyglot.mkv", "-i", str(studio.two_rungs()), "-i", str(notes), "-i", str(subtitles),
        "-map", "0", "-map", "2", "-map_metadata", "1", "-map_chapters", "1",
        *[word for tag in tags for word in ("-metadata", f"{tag}={page.decode()}")],
        *[word for kind in "va" for word in (f"-metadata:s:{kind}", f"title={page.decode()}")],
        "-attach", str(notes), "-metadata:s:t", "mimetype=text/html", "-c", "copy",
    )  # fmt: skip
    source = tmp_path / "polyglot.mkv"
    source.write_bytes(polyglot.read_bytes() + page)

    showing = await show(engine, source_at(source), tmp_path / "out")

    assert page in source.read_bytes()
    assert page not in _published(showing)


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "ts"])
@pytest.mark.parametrize("kept_percent", [0, 1, 50, 60, 99])
async def test_T8_a_file_cut_short_plays_as_long_as_it_says_or_fails(
    suffix: str, kept_percent: int, engine: FfmpegEngine, studio: Studio, tmp_path: Path
) -> None:
    plain = str(studio.plain(6))
    fast_start = ("-movflags", "+faststart") if suffix == "mp4" else ()
    whole = studio.made(f"whole.{suffix}", "-i", plain, "-c", "copy", *fast_start).read_bytes()

    await _ends_well(engine, whole[: len(whole) * kept_percent // 100], tmp_path / "out")


@pytest.mark.parametrize("codec", ["h264", "mpeg4"])
@pytest.mark.parametrize("every_bytes", [100, 5_000, 50_000])
async def test_T8_a_file_with_flipped_bits_plays_as_long_as_it_says_or_fails(
    codec: str, every_bytes: int, engine: FfmpegEngine, studio: Studio, tmp_path: Path
) -> None:
    encoder = H264 if codec == "h264" else ("-c:v", "mpeg4")
    whole = studio.clip(f"flipped_{codec}.mp4", *encoder, *AAC).read_bytes()
    damaged = bytearray(whole)
    for at in range(whole.find(b"mdat") + 4, whole.find(b"moov") - 4, every_bytes):
        damaged[at] ^= 0x55

    await _ends_well(engine, bytes(damaged), tmp_path / "out")


async def test_T8_samples_that_are_not_there_fail_before_anything_is_published(
    engine: FfmpegEngine, studio: Studio, tmp_path: Path
) -> None:
    hollow = bytearray(studio.two_rungs().read_bytes())
    start, end = hollow.find(b"mdat") + 4, hollow.find(b"moov") - 4
    hollow[start:end] = bytes(end - start)

    failure = await _failure(engine, bytes(hollow), tmp_path / "out")

    assert failure.code is FailureCode.CORRUPT_MEDIA
    assert list((tmp_path / "out").glob("*.m3u8")) == []


async def _ends_well(engine: FfmpegEngine, content: bytes, folder: Path) -> None:
    """Check that the content becomes a video of its playing time, or a failure of its own."""
    showing: Showing | None = None
    failure: FailureCode | None = None
    try:
        showing = await show(engine, MemorySourceFile(content), folder)
    except ProcessingFailedError as failed:
        failure = failed.code
    if showing is not None:
        claimed_s = showing.planned.source.duration_s
        playlist = m3u8.load(str(folder / f"{showing.renditions[0].name}.m3u8"))
        played_s = sum(segment.duration for segment in playlist.segments)
        assert abs(played_s - claimed_s) <= max(1.0, 0.02 * claimed_s)
    else:
        assert failure is not None
        assert not failure.retryable
