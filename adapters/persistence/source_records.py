"""The stored form of what is known about a source."""

from fractions import Fraction

from msgspec import Struct


class VideoStreamRecord(Struct, frozen=True, kw_only=True):
    """`domain.video.source.VideoStream`."""

    index: int
    codec: str
    coded_width_px: int
    coded_height_px: int
    frame_rate_fps: Fraction
    base_rate_fps: Fraction
    profile: str
    pixel_format: str
    bit_depth: int
    rotation_deg: int
    sample_aspect: Fraction
    is_interlaced: bool
    colour_transfer: str
    colour_primaries: str
    reorder_frames: int
    bitrate_bps: int | None
    start_s: float
    duration_s: float | None
    frames: int | None
    longest_gop_s: float | None
    is_trimmed: bool


class AudioStreamRecord(Struct, frozen=True, kw_only=True):
    """`domain.video.source.AudioStream`."""

    index: int
    codec: str
    channels: int
    sample_rate_hz: int
    profile: str
    bitrate_bps: int | None
    start_s: float
    duration_s: float | None


class SourceInfoRecord(Struct, frozen=True, kw_only=True):
    """`domain.video.source.SourceInfo`."""

    container: str
    size_bytes: int
    duration_s: float
    video: VideoStreamRecord
    audio: AudioStreamRecord | None
    streams: int
