"""Argument lists for ffmpeg's copying and encoding; pure, a reason per flag, golden tests."""

import itertools
from dataclasses import dataclass
from math import ceil

from adapters.media.ffmpeg.filters import picture_graph, sound_chain, sound_graph
from adapters.media.ffmpeg.reading import QUIETLY, decode_input
from adapters.media.ffmpeg.settings import FfmpegSettings
from adapters.media.ffmpeg.storyboard import Storyboard, sheets_output
from domain.video.ladder import Rung
from domain.video.plan import EncodingPlan, Method
from domain.video.source import SourceInfo

SEGMENT_S = 4
"""Apple asks for 6 s at most; shorter starts and switches sooner, longer compresses better."""

_PERMITTED_ERROR_SHARE = 0.02
_PERMITTED_ERROR_S = 1.0

_PRESET = "veryfast"
_QUALITY_CRF = 23
_BUFFER_S = 2

_AUDIO_BPS = 128_000
_AUDIO_RATE_HZ = 48_000
_COMMON_RATES_HZ = frozenset({44_100, 48_000})

_MUXING_QUEUE_PACKETS = 4096


@dataclass(frozen=True, slots=True)
class Task:
    """What a command is about: the program, one source, its plan, and the operator's tastes."""

    ffmpeg: str
    source: SourceInfo
    plan: EncodingPlan
    settings: FfmpegSettings


def copy_command(task: Task, rung: Rung) -> tuple[str, ...]:
    """Return the command that repackages the picture as it is."""
    source = task.source
    return (
        task.ffmpeg, *QUIETLY,
        *decode_input(source.container, task.settings.limits.max_pixels),
        "-map", f"0:{source.video.index}", "-c:v", "copy",
        *_sound(task, _filtered_alone(task)),
        *_hls(task, rung.name, cut_after_s=SEGMENT_S),
    )  # fmt: skip


def encode_command(
    task: Task,
    rungs: tuple[Rung, ...],
    cuts_s: tuple[float, ...],
    storyboard: Storyboard | None = None,
) -> tuple[str, ...]:
    """Return the command that encodes `rungs`, highest first, out of one decoding.

    Args:
        task: the source and its plan.
        rungs: at least one.
        cuts_s: where segments begin; empty for every `SEGMENT_S`.
        storyboard: what is drawn on the way, if anything.
    """
    source, settings = task.source, task.settings
    threads = ("-threads", str(settings.threads))
    filtering = ("-filter_complex_threads", str(settings.threads))
    command = [
        task.ffmpeg, *QUIETLY,
        # A file with more undecodable frames than may be missing is not played half.
        "-max_error_rate", f"{_permitted_error_rate(source.duration_s):.3f}",
        *filtering, *threads,
        *decode_input(source.container, settings.limits.max_pixels),
        "-filter_complex", picture_graph(source, task.plan, rungs, storyboard),
    ]  # fmt: skip
    if _encodes_sound(task):
        command += ["-filter_complex", sound_graph(source, settings.loudness_lufs, len(rungs))]
    for place, rung in enumerate(rungs):
        command += [
            "-map", f"[v{place}]",
            *_picture_encoder(task, rung, cuts_s),
            *threads,
            *_sound(task, ("-map", f"[a{place}]")),
            *_hls(task, rung.name, cut_after_s=0),
        ]  # fmt: skip
    if storyboard is not None:
        command += ["-map", "[sheets]", *sheets_output(storyboard)]
    return tuple(command)


def _picture_encoder(task: Task, rung: Rung, cuts_s: tuple[float, ...]) -> tuple[str, ...]:
    longest_s = max((b - a for a, b in itertools.pairwise(cuts_s)), default=0)
    rate_fps = float(max(task.plan.frame_rate_fps, task.source.video.frame_rate_fps))
    return (
        "-c:v", "libx264", "-preset", _PRESET,
        # Constant quality, and a ceiling that the ladder promises to slow networks.
        "-crf", str(_QUALITY_CRF),
        "-maxrate", str(rung.max_bps), "-bufsize", str(rung.max_bps * _BUFFER_S),
        "-profile:v", "high",
        # Chromium stalls on a switch between rungs that reorder frames differently.
        "-bf", str(_b_frames(task)),
        # Key frames at the cuts and nowhere else, so that all rungs are cut alike.
        "-force_key_frames", _key_frames(cuts_s),
        "-sc_threshold", "0",
        "-g", str(ceil(rate_fps * (max(longest_s, SEGMENT_S) + 1))),
        # Frames keep the times that the filters gave them, to the tick.
        "-fps_mode", "passthrough", "-enc_time_base", "filter",
    )  # fmt: skip


def _b_frames(task: Task) -> int:
    """Return how many B-frames in a row the encoder may use."""
    if task.plan.copied is None:
        return 2
    return min(2, task.source.video.reorder_frames)


def _key_frames(cuts_s: tuple[float, ...]) -> str:
    if not cuts_s:
        return f"expr:gte(t,n_forced*{SEGMENT_S})"
    # A millisecond early: the first frame after it is the one, however times are rounded.
    return ",".join(f"{max(0.0, cut_s - 0.001):.6f}" for cut_s in cuts_s)


def _encodes_sound(task: Task) -> bool:
    planned = task.plan.audio
    return planned is not None and planned.method is not Method.COPY


def _filtered_alone(task: Task) -> tuple[str, ...]:
    """Return what maps the sound of a command with one output."""
    audio = task.source.audio
    if audio is None:
        return ()
    chain = sound_chain(task.source, task.settings.loudness_lufs)
    return ("-map", f"0:{audio.index}", "-af", chain)


def _sound(task: Task, filtered: tuple[str, ...]) -> tuple[str, ...]:
    """Return how sound is written; `filtered` maps it where it is encoded."""
    audio = task.source.audio
    if audio is None or task.plan.audio is None:
        return ()
    if not _encodes_sound(task):
        # MPEG-TS frames AAC in its own way; on other sources this does nothing.
        return ("-map", f"0:{audio.index}", "-c:a", "copy", "-bsf:a", "aac_adtstoasc")
    rate_hz = audio.sample_rate_hz if audio.sample_rate_hz in _COMMON_RATES_HZ else _AUDIO_RATE_HZ
    return (
        *filtered, "-c:a", "aac", "-b:a", str(_AUDIO_BPS),
        # Browsers disagree about more channels than two.
        "-ac", str(min(audio.channels, 2) or 2),
        "-ar", str(rate_hz),
    )  # fmt: skip


def _hls(task: Task, name: str, *, cut_after_s: int) -> tuple[str, ...]:
    return (
        # Nothing of the source but picture and sound: tags may hold pages, scripts, places.
        "-map_metadata", "-1", "-map_chapters", "-1",
        # A broken clock in the file must not be filled up with pictures for ever.
        "-t", f"{task.settings.limits.max_duration_s:g}",
        # Sound may begin long before the first picture is decoded.
        "-max_muxing_queue_size", str(_MUXING_QUEUE_PACKETS),
        # All rungs begin at 0, however deep they reorder frames.
        "-avoid_negative_ts", "disabled",
        "-f", "hls",
        # 0 cuts at every key frame.
        "-hls_time", str(cut_after_s),
        "-hls_playlist_type", "vod",
        # CMAF: one set of files for HLS players of every kind.
        "-hls_segment_type", "fmp4",
        "-hls_flags", "independent_segments",
        "-hls_fmp4_init_filename", f"{name}_init.mp4",
        "-hls_segment_filename", f"{name}_%05d.m4s",
        f"{name}.m3u8",
    )  # fmt: skip


def _permitted_error_rate(duration_s: float) -> float:
    """Return the share of frames that may fail to decode: 1 s or 2 %, whichever is more."""
    if duration_s <= _PERMITTED_ERROR_S:
        return 1.0
    return max(_PERMITTED_ERROR_SHARE, _PERMITTED_ERROR_S / duration_s)
