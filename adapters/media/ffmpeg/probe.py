"""Read what ffprobe says about a file."""

import json
import re
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from adapters.media.ffmpeg.allow_lists import AUDIO_CODECS, READERS, VIDEO_CODECS
from application.errors import ProcessingFailedError
from domain.video.failure import FailureCode
from domain.video.source import AudioStream, SourceInfo, VideoStream

_ASSUMED_RATE_FPS = Fraction(25)
"""For files that tell no frame rate at all."""

_INTERLACED = frozenset({"tt", "bb", "tb", "bt"})

_DEPTH = re.compile(r"(\d{1,2})[bl]e$")

Json = dict[str, Any]


def parse_probe(answer: bytes, size_bytes: int) -> SourceInfo:
    """Return what ffprobe's JSON describes; `duration_s` is 0.0 where the file tells none.

    Raises:
        ProcessingFailedError: the container is not allowed (`not_a_video`), there is no picture
            (`no_video_stream`), or only in codecs that are not decoded (`unsupported_codec`).
    """
    document: Json = json.loads(answer)
    file: Json = document.get("format", {})
    streams: list[Json] = document.get("streams", [])
    container = str(file.get("format_name", "")).split(",")[0]
    if container not in READERS:
        raise ProcessingFailedError(FailureCode.NOT_A_VIDEO, f"container {container!r}")
    origin_s = _seconds(file.get("start_time"))
    picture = _choose(streams, "video", VIDEO_CODECS)
    if picture is None:
        raise ProcessingFailedError(FailureCode.NO_VIDEO_STREAM)
    sound = _choose(streams, "audio", AUDIO_CODECS)
    return SourceInfo(
        container=container,
        size_bytes=size_bytes,
        duration_s=_seconds(file.get("duration")),
        video=_video(picture, origin_s),
        audio=None if sound is None else _audio(sound, origin_s),
        streams=int(file.get("nb_streams", len(streams))),
    )


def _choose(streams: list[Json], kind: str, codecs: frozenset[str]) -> Json | None:
    """Return the first stream of this kind that can be decoded, None where there is none.

    Raises:
        ProcessingFailedError: there are some, but none can be decoded.
    """
    found = [
        stream
        for stream in streams
        # A cover is a picture, not the picture.
        if stream.get("codec_type") == kind
        and not stream.get("disposition", {}).get("attached_pic")
    ]
    usable = (stream for stream in found if stream.get("codec_name") in codecs)
    chosen = next(usable, None)
    if found and chosen is None:
        names = [stream.get("codec_name") for stream in found]
        raise ProcessingFailedError(FailureCode.UNSUPPORTED_CODEC, f"{kind} {names}")
    return chosen


def _video(stream: Json, origin_s: float) -> VideoStream:
    base_fps = _fraction(stream.get("r_frame_rate"))
    average_fps = _fraction(stream.get("avg_frame_rate")) or base_fps or _ASSUMED_RATE_FPS
    return VideoStream(
        index=int(stream["index"]),
        codec=str(stream["codec_name"]),
        coded_width_px=int(stream.get("width", 0)),
        coded_height_px=int(stream.get("height", 0)),
        frame_rate_fps=average_fps,
        base_rate_fps=base_fps or average_fps,
        profile=str(stream.get("profile", "")),
        pixel_format=str(stream.get("pix_fmt", "")),
        bit_depth=_bit_depth(stream),
        rotation_deg=_rotation_deg(stream),
        sample_aspect=_fraction(stream.get("sample_aspect_ratio")) or Fraction(1),
        is_interlaced=stream.get("field_order") in _INTERLACED,
        colour_transfer=str(stream.get("color_transfer", "")),
        colour_primaries=str(stream.get("color_primaries", "")),
        reorder_frames=int(stream.get("has_b_frames", 0)),
        bitrate_bps=_integer(stream.get("bit_rate")),
        start_s=max(0.0, _seconds(stream.get("start_time"), origin_s) - origin_s),
        duration_s=_stream_duration_s(stream),
        frames=_integer(stream.get("nb_frames")),
    )


def _audio(stream: Json, origin_s: float) -> AudioStream:
    return AudioStream(
        index=int(stream["index"]),
        codec=str(stream["codec_name"]),
        channels=int(stream.get("channels", 0)),
        sample_rate_hz=_integer(stream.get("sample_rate")) or 0,
        profile=str(stream.get("profile", "")),
        bitrate_bps=_integer(stream.get("bit_rate")),
        start_s=max(0.0, _seconds(stream.get("start_time"), origin_s) - origin_s),
        duration_s=_stream_duration_s(stream),
    )


def with_packets(source: SourceInfo, answer: bytes) -> SourceInfo:
    """Return `source` with what a list of its first packets tells.

    Args:
        source: as `parse_probe` found it.
        answer: the same JSON; it lists packets in the order of the file.
    """
    listed: list[Json] = json.loads(answer).get("packets", [])
    packets = [packet for entry in listed if (packet := _packet(entry)) is not None]
    video, audio = source.video, source.audio
    pictures = [packet for packet in packets if packet.stream == video.index]
    key_s = [packet.pts_s for packet in pictures if "K" in packet.flags]
    # The last group counts as far as it was seen.
    ends_s = sorted([*key_s, *(packet.pts_s for packet in pictures[-1:])])
    video = replace(
        video,
        longest_gop_s=max((after - before for before, after in pairwise(ends_s)), default=None),
        is_trimmed=any("D" in packet.flags for packet in pictures),
    )
    if audio is not None:
        sounds_s = [packet.pts_s for packet in packets if packet.stream == audio.index]
        audio = replace(audio, start_s=min([audio.start_s, *sounds_s]))
    return replace(source, video=video, audio=audio)


@dataclass(frozen=True, slots=True)
class _Packet:
    stream: int
    pts_s: float
    flags: str


def _packet(entry: Json) -> _Packet | None:
    """Return what an entry tells, None for a packet without a time."""
    try:
        return _Packet(int(entry["stream_index"]), float(entry["pts_time"]), str(entry["flags"]))
    except (KeyError, ValueError):
        return None


def _rotation_deg(stream: Json) -> int:
    """Return the clockwise turn, to the next quarter; ffprobe counts against the clock."""
    for side_data in stream.get("side_data_list", []):
        if "rotation" in side_data:
            return round(-float(side_data["rotation"]) / 90) * 90 % 360
    return 0


def _bit_depth(stream: Json) -> int:
    """Return the bits of one sample, told by names like `yuv420p10le`; plain ones mean 8."""
    found = _DEPTH.search(str(stream.get("pix_fmt", "")))
    return int(found[1]) if found else 8


def _stream_duration_s(stream: Json) -> float | None:
    if "duration" in stream:
        return _seconds(stream["duration"]) or None
    # Matroska has no field for it; its writers leave a tag `01:02:03.456000000`.
    clock = str(stream.get("tags", {}).get("DURATION", "")).split(":")
    try:
        hours, minutes, seconds = (float(part) for part in clock)
    except ValueError:
        return None
    return hours * 3600 + minutes * 60 + seconds - max(0.0, _seconds(stream.get("start_time")))


def _seconds(text: object, default: float = 0.0) -> float:
    try:
        return float(str(text))
    except ValueError:
        return default


def _integer(text: object) -> int | None:
    try:
        return int(str(text))
    except ValueError:
        return None


def _fraction(text: object) -> Fraction:
    """Return a ratio in any of ffprobe's spellings (`30000/1001`, `4:3`), 0 for none."""
    try:
        return Fraction(str(text).replace(":", "/"))
    except (ValueError, ZeroDivisionError):
        return Fraction(0)
