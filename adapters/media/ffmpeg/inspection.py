"""Judge what an encoding left behind before anybody may see it."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from pathlib import Path

from adapters.media.ffmpeg.codec_names import UnknownCodecError, codec_names
from adapters.media.ffmpeg.playlist import MediaPlaylist, Variant, parse_media_playlist
from application.errors import ProcessingFailedError
from domain.video.failure import FailureCode
from domain.video.ladder import Rung
from domain.video.renditions import Rendition

_TOLERANCE_S = 1.0
_TOLERANCE_SHARE = 0.02

_SHORTEST_RUN, _LONGEST_RUN = 0.5, 1.5


@dataclass(frozen=True, slots=True)
class FinishedRung:
    """A rung that was made and found whole; `names` are its files in the order to publish."""

    variant: Variant
    playlist: MediaPlaylist
    names: tuple[str, ...]
    size_bytes: int

    @property
    def rendition(self) -> Rendition:
        """What the platform records of it."""
        variant = self.variant
        return Rendition(variant.name, variant.width_px, variant.height_px, variant.average_bps)


def tolerance_s(duration_s: float) -> float:
    """Return by how much a rendition's playing time may differ from the source's."""
    return max(_TOLERANCE_S, _TOLERANCE_SHARE * duration_s)


def inspect(folder: Path, rung: Rung, duration_s: float, frame_rate_fps: Fraction) -> FinishedRung:
    """Return the rung whose files lie in `folder`.

    Args:
        folder: holds `{rung.name}.m3u8` and what it names.
        rung: what was to be made.
        duration_s: the playing time of the source.
        frame_rate_fps: what the master playlist will say.

    Raises:
        ProcessingFailedError: `corrupt_media`, since something is missing, empty, unfinished
            or too short.
    """
    name = f"{rung.name}.m3u8"
    try:
        playlist = parse_media_playlist((folder / name).read_text())
        sizes_bytes = [(folder / segment.name).stat().st_size for segment in playlist.segments]
        init = (folder / playlist.init_name).read_bytes()
        codecs = codec_names(init)
    except (OSError, UnknownCodecError) as exc:
        raise ProcessingFailedError(FailureCode.CORRUPT_MEDIA, f"{name}: {exc}") from exc
    if not playlist.is_ended or not sizes_bytes or not all(sizes_bytes):
        raise ProcessingFailedError(FailureCode.CORRUPT_MEDIA, f"{name} names empty files")
    if abs(playlist.duration_s - duration_s) > tolerance_s(duration_s):
        detail = f"{name} plays {playlist.duration_s:.2f} s of {duration_s:.2f} s"
        raise ProcessingFailedError(FailureCode.CORRUPT_MEDIA, detail)
    return FinishedRung(
        variant=Variant(
            name=rung.name,
            width_px=rung.width_px,
            height_px=rung.height_px,
            frame_rate_fps=frame_rate_fps,
            peak_bps=_peak_bps(playlist, sizes_bytes),
            average_bps=round(sum(sizes_bytes) * 8 / playlist.duration_s),
            codecs=codecs,
        ),
        playlist=playlist,
        names=(playlist.init_name, *(segment.name for segment in playlist.segments), name),
        size_bytes=len(init) + sum(sizes_bytes),
    )


def _peak_bps(playlist: MediaPlaylist, sizes_bytes: list[int]) -> int:
    """Return the largest rate of any run of segments about as long as the longest one.

    Source: RFC 8216 section 4.1, "peak segment bit rate": half to one and a half times the
    target duration, so that a last segment of a few frames does not count alone.
    """
    durations_s = [segment.duration_s for segment in playlist.segments]
    target_s = max(durations_s)
    peak_bps = sum(sizes_bytes) * 8 / playlist.duration_s
    for first in range(len(durations_s)):
        run_s, run_bytes = 0.0, 0
        for duration_s, size_bytes in zip(durations_s[first:], sizes_bytes[first:], strict=True):
            run_s, run_bytes = run_s + duration_s, run_bytes + size_bytes
            if run_s > _LONGEST_RUN * target_s:
                break
            if run_s >= _SHORTEST_RUN * target_s:
                peak_bps = max(peak_bps, run_bytes * 8 / run_s)
    return ceil(peak_bps)
