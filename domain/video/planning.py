"""The rules that decide what is copied and what is encoded."""

from fractions import Fraction
from math import ceil

from domain.video.estimates import estimate
from domain.video.ladder import DEFAULT_LADDER, Rung, Step, pick_rungs
from domain.video.plan import (
    EncodingPlan,
    Method,
    PlannedAudio,
    PlannedRung,
    Reason,
    count_px,
)
from domain.video.source import AudioStream, SourceInfo, VideoStream

COMFORTABLE_GOP_S = 12.0
"""Players switch at key frames only; farther apart than this, switching comes too late.

x264's default of 250 frames is 10.4 s at 24 frames a second, and is let pass.
"""

MAX_RATE_FPS = 60
"""Faster sources are thinned out: screens and decoders in use rarely show more."""

STOPGAP_NAME = "original"
"""Its files must not share names with those of the rung that takes its place."""

_RATE_SLACK = Fraction(101, 100)
_MIN_RATE_FPS = 5
"""Slower sources have their frames repeated, so that a segment of 4 s holds some."""

_STANDARD_RATES_FPS = (Fraction(25), Fraction(30), Fraction(50), Fraction(60))

_COPIED_PROFILES = frozenset({"Constrained Baseline", "Baseline", "Main", "High"})
"""8 bit 4:2:0; browsers and hardware decoders refuse the others."""

_COPIED_PIXEL_FORMATS = frozenset({"yuv420p", "yuvj420p"})

_COPIED_AREA_PX = 4096 * 2304
"""The largest frame of level 5.2. Source: ITU-T H.264, table A-1."""

_HEADROOM = 1.5
"""A source may exceed the ceiling of its rung by this factor and is still copied for good."""

_COPIED_AUDIO_PROFILES = frozenset({"LC", "HE-AAC", "HE-AACv2"})
_COPIED_SAMPLE_RATES_HZ = frozenset({22_050, 24_000, 32_000, 44_100, 48_000})
_COPIED_CHANNELS = 2

_LATE_START_S = 0.1
"""Players wait at the start for a stream that begins this much later than the other."""

_EARLY_END_S = 0.5
"""Players hang on a seek into an end that holds one stream only."""


def plan_encoding(
    source: SourceInfo,
    *,
    ladder: tuple[Step, ...] = DEFAULT_LADDER,
    normalise_loudness: bool = False,
) -> EncodingPlan:
    """Return what to make of `source`: copy what players take, encode the rest, never upscale."""
    frame_rate_fps = _output_rate_fps(source.video)
    rungs = pick_rungs(source.width_px, source.height_px, float(frame_rate_fps), ladder)
    obstacles = _obstacles(source)
    drawbacks = _drawbacks(source.video, rungs[0])
    copied = PlannedRung(_as_it_is(source, rungs[0]), Method.COPY)
    evened = _evened(source.video) if obstacles else ()
    encoded = PlannedRung(rungs[0], Method.ENCODE, obstacles + drawbacks + evened)
    can_stay = not encoded.reasons
    rungs_made = (
        copied if can_stay else encoded,
        *(PlannedRung(rung, Method.ENCODE, (Reason.LOWER_RUNG,)) for rung in rungs[1:]),
    )
    stopgap = None if obstacles or can_stay else _renamed(copied)
    audio = _plan_audio(source, normalise_loudness=normalise_loudness)
    encoded_px = count_px(
        tuple(made.rung for made in rungs_made if made.method is Method.ENCODE),
        frame_rate_fps,
        source.duration_s,
    )
    all_made = (*rungs_made, stopgap) if stopgap else rungs_made
    return EncodingPlan(
        rungs=rungs_made,
        stopgap=stopgap,
        audio=audio,
        frame_rate_fps=frame_rate_fps,
        duration_s=source.duration_s,
        estimate=estimate(source, all_made, audio, encoded_px),
    )


def _obstacles(source: SourceInfo) -> tuple[Reason, ...]:
    """Return why players could not take the picture as it is; empty where they can."""
    video = source.video
    found = {
        Reason.CODEC: video.codec != "h264",
        Reason.PROFILE: video.codec == "h264" and video.profile not in _COPIED_PROFILES,
        Reason.PIXEL_FORMAT: video.pixel_format not in _COPIED_PIXEL_FORMATS,
        Reason.HDR: video.is_hdr,
        Reason.INTERLACED: video.is_interlaced,
        Reason.ROTATION: video.rotation_deg != 0,
        Reason.FRAME_TOO_LARGE: video.coded_width_px * video.coded_height_px > _COPIED_AREA_PX,
        Reason.FRAME_RATE_TOO_HIGH: video.frame_rate_fps > MAX_RATE_FPS * _RATE_SLACK,
        Reason.EDIT_LIST: video.is_trimmed,
        Reason.PICTURE_STARTS_LATE: video.start_s > _LATE_START_S,
        Reason.PICTURE_ENDS_EARLY: _ends_early(source, video),
    }
    return tuple(reason for reason, holds in found.items() if holds)


def _drawbacks(video: VideoStream, top: Rung) -> tuple[Reason, ...]:
    """Return why the picture, though players take it, should not stay as it is."""
    found = {
        Reason.GOP_TOO_LONG: (video.longest_gop_s or 0) > COMFORTABLE_GOP_S,
        Reason.BITRATE_TOO_HIGH: (video.bitrate_bps or 0) > top.max_bps * _HEADROOM,
    }
    return tuple(reason for reason, holds in found.items() if holds)


def _evened(video: VideoStream) -> tuple[Reason, ...]:
    """Return why frames move: players show uneven ones, but no encoding keeps them so."""
    return (Reason.VARIABLE_FRAME_RATE,) if video.is_variable_rate else ()


def _plan_audio(source: SourceInfo, *, normalise_loudness: bool) -> PlannedAudio | None:
    audio = source.audio
    if audio is None:
        return None
    found = {
        Reason.CODEC: audio.codec != "aac",
        Reason.PROFILE: audio.codec == "aac" and audio.profile not in _COPIED_AUDIO_PROFILES,
        Reason.CHANNELS: not 1 <= audio.channels <= _COPIED_CHANNELS,
        Reason.SAMPLE_RATE: audio.sample_rate_hz not in _COPIED_SAMPLE_RATES_HZ,
        Reason.EDIT_LIST: audio.start_s < -_LATE_START_S,
        Reason.SOUND_STARTS_LATE: audio.start_s > _LATE_START_S,
        Reason.SOUND_ENDS_EARLY: _ends_early(source, audio),
        Reason.LOUDNESS: normalise_loudness,
    }
    reasons = tuple(reason for reason, holds in found.items() if holds)
    return PlannedAudio(Method.ENCODE if reasons else Method.COPY, reasons)


def _ends_early(source: SourceInfo, stream: VideoStream | AudioStream) -> bool:
    if stream.duration_s is None:
        return False
    return stream.start_s + stream.duration_s < source.duration_s - _EARLY_END_S


def _as_it_is(source: SourceInfo, top: Rung) -> Rung:
    """Return the rung that copying makes, in the exact size of the source."""
    return Rung(top.name, source.width_px, source.height_px, top.max_bps)


def _renamed(copied: PlannedRung) -> PlannedRung:
    rung = copied.rung
    return PlannedRung(Rung(STOPGAP_NAME, rung.width_px, rung.height_px, rung.max_bps), Method.COPY)


def _output_rate_fps(video: VideoStream) -> Fraction:
    """Return the even rate at which frames are encoded, from 5 to 60."""
    average_fps, base_fps = video.frame_rate_fps, video.base_rate_fps
    if not video.is_variable_rate:
        rate_fps = average_fps
    elif 0 < base_fps <= MAX_RATE_FPS:
        rate_fps = base_fps
    else:
        rate_fps = next(
            (rate for rate in _STANDARD_RATES_FPS if rate * _RATE_SLACK >= average_fps),
            average_fps,
        )
    # Whole divisors only, so that the frames that are kept stay evenly spread.
    rate_fps /= max(1, ceil(rate_fps / (MAX_RATE_FPS * _RATE_SLACK)))
    return max(Fraction(_MIN_RATE_FPS), rate_fps)
