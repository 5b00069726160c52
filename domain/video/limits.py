"""What a source may ask of the service, and how one that asks for more is refused."""

from dataclasses import dataclass

from domain.video.failure import FailureCode
from domain.video.source import SourceInfo


@dataclass(frozen=True, slots=True)
class MediaLimits:
    """The largest source that is processed; every bound is inclusive.

    `max_fps` bounds the work, not the rate: a source may hold no more frames than one of
    `max_duration_s` at `max_fps` has.
    """

    max_duration_s: float = 4 * 3600
    max_pixels: int = 33_177_600
    max_dimension_px: int = 8192
    max_fps: int = 240
    max_streams: int = 32


def find_excess(source: SourceInfo, limits: MediaLimits) -> FailureCode | None:
    """Return the code of the first limit that `source` exceeds, or None."""
    video = source.video
    if source.streams > limits.max_streams:
        return FailureCode.TOO_MANY_STREAMS
    if (
        max(video.coded_width_px, video.coded_height_px, source.width_px) > limits.max_dimension_px
        or source.height_px > limits.max_dimension_px
        or video.coded_width_px * video.coded_height_px > limits.max_pixels
    ):
        return FailureCode.TOO_LARGE_FRAME
    claimed_frames = max(video.frames or 0, video.frame_rate_fps * source.duration_s)
    if (
        source.duration_s > limits.max_duration_s
        or claimed_frames > limits.max_fps * limits.max_duration_s
    ):
        return FailureCode.TOO_LONG
    return None
