"""The argument lists, word for word: a change of a flag is a change of this file."""

from dataclasses import replace
from fractions import Fraction

from adapters.media.ffmpeg.command import Task, copy_command, encode_command
from adapters.media.ffmpeg.reading import measure_command, probe_command
from adapters.media.ffmpeg.settings import FfmpegSettings
from adapters.media.ffmpeg.storyboard import storyboard_of
from domain.video.planning import plan_encoding
from domain.video.source import SourceInfo
from tests.builders import a_source_info

_READ = (
    "-codec_whitelist DECODERS -f mov -protocol_whitelist file"
    " -format_whitelist mov,mp4,m4a,3gp,3g2,mj2 -max_pixels 33177600 -i file:input"
)
_QUIETLY = "-hide_banner -nostdin -loglevel error -progress pipe:1 -stats_period 1"
_CLEAN = "-map_metadata -1 -map_chapters -1 -t 14400 -max_muxing_queue_size 4096"
_ENCODED_SOUND = "-c:a aac -b:a 128000 -ac 2 -ar 48000"
_FILTERED_SOUND = "aresample=async=1:first_pts=0,apad=whole_dur=10.000"


def _task(source: SourceInfo, settings: FfmpegSettings | None = None) -> Task:
    return Task("/bin/ffmpeg", source, plan_encoding(source), settings or FfmpegSettings())


def _source(**video_changes: object) -> SourceInfo:
    info = a_source_info()
    even = {"frame_rate_fps": Fraction(30), "base_rate_fps": Fraction(30)}
    return replace(info, video=replace(info.video, **even | video_changes))  # type: ignore[arg-type]  # by name


def _words(command: tuple[str, ...]) -> str:
    """Return the command as a line, its longest value abbreviated."""
    words = ["DECODERS" if "libdav1d" in word else word for word in command]
    return " ".join(words)


def _hls(name: str, cut_after_s: int) -> str:
    return (
        f"{_CLEAN} -avoid_negative_ts disabled -f hls -hls_time {cut_after_s}"
        " -hls_playlist_type vod -hls_segment_type fmp4 -hls_flags independent_segments"
        f" -hls_fmp4_init_filename {name}_init.mp4 -hls_segment_filename {name}_%05d.m4s"
        f" {name}.m3u8"
    )


def test_copying() -> None:
    task = _task(_source())

    assert _words(copy_command(task, task.plan.rungs[0].rung)) == (
        f"/bin/ffmpeg {_QUIETLY} {_READ} -map 0:0 -c:v copy"
        f" -map 0:1 -c:a copy -bsf:a aac_adtstoasc {_hls('720p', 4)}"
    )


def test_encoding_beside_a_copy_keeps_its_times_cuts_and_reordering() -> None:
    task = _task(_source(reorder_frames=0))
    graph = (
        "[0:0]scale=854:480:out_range=limited,setsar=1,format=yuv420p,split[v0][w0];"
        "[w0]scale=640:360:out_range=limited[v1]"
    )
    encoder = (
        "-c:v libx264 -preset veryfast -crf 23 -maxrate {0} -bufsize {1} -profile:v high -bf 0"
        " -force_key_frames 0.000000,4.999000 -sc_threshold 0 -g 180"
        " -fps_mode passthrough -enc_time_base filter -threads 0"
        " -map 0:1 -c:a copy -bsf:a aac_adtstoasc"
    )

    assert _words(encode_command(task, task.plan.encoded, (0.0, 5.0))) == (
        f"/bin/ffmpeg {_QUIETLY} -max_error_rate 0.100"
        f" -filter_complex_threads 0 -threads 0 {_READ}"
        f" -filter_complex {graph}"
        f" -map [v0] {encoder.format(2500000, 5000000)} {_hls('480p', 0)}"
        f" -map [v1] {encoder.format(1000000, 2000000)} {_hls('360p', 0)}"
    )


def test_encoding_alone_sets_an_even_rate_and_its_own_cuts() -> None:
    sound = replace(a_source_info().audio, codec="opus", channels=6)  # type: ignore[type-var]  # it has one
    source = replace(_source(codec="vp9"), audio=sound)
    task = _task(source, FfmpegSettings(threads=3))

    assert _words(encode_command(task, task.plan.encoded[-1:], ())) == (
        f"/bin/ffmpeg {_QUIETLY} -max_error_rate 0.100"
        f" -filter_complex_threads 3 -threads 3 {_READ}"
        " -filter_complex [0:0]fps=fps=30/1:start_time=0,scale=640:360:out_range=limited,setsar=1,"
        f"format=yuv420p[v0] -filter_complex [0:1]{_FILTERED_SOUND},asplit=1[a0]"
        " -map [v0] -c:v libx264 -preset veryfast -crf 23 -maxrate 1000000 -bufsize 2000000"
        " -profile:v high -bf 2 -force_key_frames expr:gte(t,n_forced*4) -sc_threshold 0 -g 150"
        f" -fps_mode passthrough -enc_time_base filter -threads 3 -map [a0] {_ENCODED_SOUND}"
        f" {_hls('360p', 0)}"
    )


def test_P29_sound_is_filtered_once_for_all_rungs() -> None:
    sound = replace(a_source_info().audio, codec="opus")  # type: ignore[type-var]  # it has one
    task = _task(replace(_source(codec="vp9"), audio=sound))

    line = _words(encode_command(task, task.plan.encoded[:2], ()))

    assert f"-filter_complex [0:1]{_FILTERED_SOUND},asplit=2[a0][a1] -map [v0]" in line
    assert line.count("aresample") == 1
    assert [line.count(f"-map [a{place}] {_ENCODED_SOUND}") for place in (0, 1)] == [1, 1]


def test_sound_beside_a_copied_picture_has_filters_of_its_own() -> None:
    sound = replace(a_source_info().audio, codec="opus")  # type: ignore[type-var]  # it has one
    task = _task(replace(_source(), audio=sound))

    line = _words(copy_command(task, task.plan.rungs[0].rung))

    assert f"-map 0:1 -af {_FILTERED_SOUND} {_ENCODED_SOUND}" in line


def test_sheets_of_the_storyboard_are_one_output_more() -> None:
    task = _task(_source(codec="vp9"))
    rungs, storyboard = task.plan.encoded, storyboard_of(task.source)

    without, sheets = encode_command(task, rungs, ()), encode_command(task, rungs, (), storyboard)

    assert _words(sheets[len(without) :]) == (
        "-map [sheets] -frames:v 1 -q:v 6 -threads 1 -c:v mjpeg -flags:v +bitexact"
        " -map_metadata -1 -f image2 -start_number 0 storyboard_%03d.jpg"
    )


def test_probing_opens_the_allowed_containers_and_prints_named_fields_of_half_a_minute() -> None:
    line = _words(probe_command("/bin/ffprobe", 1000))

    assert line.startswith(
        "/bin/ffprobe -hide_banner -loglevel error -read_intervals %+30 -show_entries format="
    )
    assert line.endswith(
        " -of json=compact=1 -protocol_whitelist file -format_whitelist mov,mp4,m4a,3gp,3g2,mj2,"
        "matroska,webm,avi,mpegts,mpeg,flv,ogg -max_pixels 1000"
        " -i file:input"
    )


def test_measuring_decodes_nothing() -> None:
    assert _words(measure_command("/bin/ffmpeg", "matroska", 2, 1000)) == (
        f"/bin/ffmpeg {_QUIETLY} -codec_whitelist DECODERS -f matroska -protocol_whitelist file"
        " -format_whitelist matroska,webm -max_pixels 1000"
        " -i file:input -map 0:2 -c copy -f null -"
    )


def test_T3_no_command_holds_anything_that_the_file_or_its_owner_names() -> None:
    hostile = replace(_source(), container="mov")
    task = _task(hostile)

    command = copy_command(task, task.plan.rungs[0].rung)

    assert [word for word in command if "input" in word] == ["file:input"]
