"""What probing found in an uploaded file."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor


@dataclass(frozen=True, slots=True)
class VideoStream:
    """The picture of a source, as stored in the file.

    `codec`, `profile` and `pixel_format` are in ffmpeg's spelling (`h264`, `High`, `yuv420p`).
    `rotation_deg` is how far players turn the picture clockwise: 0, 90, 180 or 270.
    `sample_aspect` is the shape of one pixel, width over height.
    `frame_rate_fps` is the average; `base_rate_fps` the lowest that hits every frame exactly.
    `reorder_frames` is how many frames may be shown later than they are stored (B-frames).
    `start_s` counts from the start of the file.
    `longest_gop_s` is the widest gap between key frames in the part that was looked at,
    None where nobody looked.
    `frames` is what the file claims, None where it claims nothing.
    """

    index: int
    codec: str
    coded_width_px: int
    coded_height_px: int
    frame_rate_fps: Fraction
    base_rate_fps: Fraction
    profile: str = ""
    pixel_format: str = "yuv420p"
    bit_depth: int = 8
    rotation_deg: int = 0
    sample_aspect: Fraction = Fraction(1)
    is_interlaced: bool = False
    colour_transfer: str = ""
    colour_primaries: str = ""
    reorder_frames: int = 0
    bitrate_bps: int | None = None
    start_s: float = 0.0
    duration_s: float | None = None
    frames: int | None = None
    longest_gop_s: float | None = None
    is_trimmed: bool = False
    """Whether an edit list hides pictures that are stored before the first one shown."""

    @property
    def is_hdr(self) -> bool:
        """Whether brightness is coded for high dynamic range.

        Source: ITU-R BT.2100-2, which defines exactly these two transfer functions.
        """
        return self.colour_transfer in {"smpte2084", "arib-std-b67"}

    @property
    def is_variable_rate(self) -> bool:
        """Whether frames come at uneven distances, beyond what rounded timestamps explain."""
        if not self.frame_rate_fps or not self.base_rate_fps:
            return True
        return abs(self.base_rate_fps / self.frame_rate_fps - 1) > Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class AudioStream:
    """The sound of a source.

    `codec` and `profile` are in ffmpeg's spelling.
    `start_s` counts from the start of the file; it is negative where an edit list hides sound that
    is stored before.
    """

    index: int
    codec: str
    channels: int
    sample_rate_hz: int
    profile: str = ""
    bitrate_bps: int | None = None
    start_s: float = 0.0
    duration_s: float | None = None


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """A file that was found to hold a picture, and what else it holds.

    `container` is the first of ffmpeg's names for the format (`mov`, `matroska`, `mpegts`).
    `duration_s` is the playing time of the longest stream.
    `streams` counts all streams, also those that are left out of the output.
    """

    container: str
    size_bytes: int
    duration_s: float
    video: VideoStream
    audio: AudioStream | None = None
    streams: int = 1

    @property
    def width_px(self) -> int:
        """Width as displayed: square pixels, after rotation."""
        return self._displayed_px[0]

    @property
    def height_px(self) -> int:
        """Height as displayed: square pixels, after rotation."""
        return self._displayed_px[1]

    @property
    def bitrate_bps(self) -> int:
        """Average rate of the whole file."""
        return round(self.size_bytes * 8 / self.duration_s) if self.duration_s > 0 else 0

    @property
    def _displayed_px(self) -> tuple[int, int]:
        video = self.video
        return displayed_px(
            video.coded_width_px, video.coded_height_px, video.sample_aspect, video.rotation_deg
        )


def displayed_px(
    coded_width_px: int, coded_height_px: int, sample_aspect: Fraction, rotation_deg: int
) -> tuple[int, int]:
    """Return width and height as displayed: with square pixels, after rotation."""
    width_px, height_px = max(1, coded_width_px), coded_height_px
    # Nearly always so, and a comparison of fractions takes longer than all the rest.
    if sample_aspect.numerator != sample_aspect.denominator:
        width_px = max(1, floor(coded_width_px * sample_aspect + Fraction(1, 2)))
    is_on_its_side = rotation_deg in {90, 270}
    return (height_px, width_px) if is_on_its_side else (width_px, height_px)
