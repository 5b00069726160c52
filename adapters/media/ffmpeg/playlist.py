"""HLS playlists: reading those that ffmpeg wrote, writing the one above them."""

from dataclasses import dataclass
from fractions import Fraction

MASTER = "master.m3u8"


@dataclass(frozen=True, slots=True)
class Segment:
    """A line of a media playlist."""

    name: str
    duration_s: float


@dataclass(frozen=True, slots=True)
class MediaPlaylist:
    """A media playlist as ffmpeg writes it: one initialisation part, then segments."""

    init_name: str
    segments: tuple[Segment, ...]
    is_ended: bool

    @property
    def duration_s(self) -> float:
        """The playing time."""
        return sum(segment.duration_s for segment in self.segments)

    @property
    def cuts_s(self) -> tuple[float, ...]:
        """Where segments begin, the first at 0.0."""
        cuts_s, now_s = [], 0.0
        for segment in self.segments:
            cuts_s.append(now_s)
            now_s += segment.duration_s
        return tuple(cuts_s)


@dataclass(frozen=True, slots=True)
class Variant:
    """One line of the multivariant playlist.

    `peak_bps` is that of the worst segment, `average_bps` of the whole.
    `codecs` are RFC 6381 names.
    """

    name: str
    width_px: int
    height_px: int
    frame_rate_fps: Fraction
    peak_bps: int
    average_bps: int
    codecs: tuple[str, ...]


def parse_media_playlist(text: str) -> MediaPlaylist:
    """Return what `text` names; takes what ffmpeg's HLS writer prints and nothing more."""
    init_name, duration_s, is_ended = "", 0.0, False
    segments = []
    for line in text.splitlines():
        if line.startswith("#EXT-X-MAP:URI="):
            init_name = line.partition("=")[2].strip('"')
        elif line.startswith("#EXTINF:"):
            duration_s = float(line.removeprefix("#EXTINF:").rstrip(","))
        elif line == "#EXT-X-ENDLIST":
            is_ended = True
        elif line and not line.startswith("#"):
            segments.append(Segment(line, duration_s))
    return MediaPlaylist(init_name, tuple(segments), is_ended)


def write_master_playlist(variants: tuple[Variant, ...]) -> str:
    """Return the multivariant playlist, in the order of `variants`.

    Source: RFC 8216 section 4.3.4.2; FRAME-RATE has three decimals there.
    """
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for variant in variants:
        lines += [
            (
                f"#EXT-X-STREAM-INF:BANDWIDTH={variant.peak_bps}"
                f",AVERAGE-BANDWIDTH={variant.average_bps}"
                f',CODECS="{",".join(variant.codecs)}"'
                f",RESOLUTION={variant.width_px}x{variant.height_px}"
                f",FRAME-RATE={float(variant.frame_rate_fps):.3f}"
            ),
            f"{variant.name}.m3u8",
        ]
    return "\n".join([*lines, ""])
