"""The storyboard: how its tiles lie on sheets, and the index that tells players so; pure."""

from dataclasses import dataclass
from math import ceil

from adapters.media.ffmpeg.stills import JPEG, fit
from domain.video.source import SourceInfo

STORYBOARD = "storyboard.vtt"

_SHEETS = "storyboard_%03d.jpg"
_TILE_LONG_SIDE_PX = 160
_TILES_A_SIDE = 5
_TILES_A_SHEET = _TILES_A_SIDE**2
_MAX_TILES = 200
_MIN_INTERVAL_S = 2.0


@dataclass(frozen=True, slots=True)
class Storyboard:
    """Where the scrubbing pictures are: `tiles` of equal size, one every `interval_s`."""

    interval_s: float
    tiles: int
    tile_width_px: int
    tile_height_px: int
    duration_s: float


def storyboard_of(source: SourceInfo) -> Storyboard:
    """Return the layout: no more than eight sheets, however long the video is."""
    interval_s = max(_MIN_INTERVAL_S, source.duration_s / _MAX_TILES)
    width_px, height_px = fit(source.width_px, source.height_px, _TILE_LONG_SIDE_PX)
    return Storyboard(
        interval_s=interval_s,
        tiles=max(1, ceil(source.duration_s / interval_s)),
        tile_width_px=width_px,
        tile_height_px=height_px,
        duration_s=source.duration_s,
    )


def key_frames_suffice(source: SourceInfo, storyboard: Storyboard) -> bool:
    """Tell whether there is a key frame for every tile.

    Where they lie farther apart, tiles or the whole board would stay without a picture.
    """
    gop_s = source.video.longest_gop_s
    return gop_s is not None and gop_s <= storyboard.interval_s


def sheets_chain(storyboard: Storyboard, still: str) -> str:
    """Return the filters that lay pictures on sheets, `still` those that make a tile of one."""
    interval = f"fps=fps=1/{storyboard.interval_s:.6f}:start_time=0"
    return f"{interval},{still},tile={_TILES_A_SIDE}x{_TILES_A_SIDE}"


def sheets_output(storyboard: Storyboard) -> tuple[str, ...]:
    """Return the options of the output that writes the sheets."""
    return (
        "-frames:v", str(ceil(storyboard.tiles / _TILES_A_SHEET)),
        "-q:v", "6", *JPEG, "-start_number", "0", _SHEETS,
    )  # fmt: skip


def sheet_name(sheet: int) -> str:
    """Return the file name of a sheet, counted from 0."""
    return _SHEETS % sheet


def write_storyboard_index(storyboard: Storyboard, sheets: int) -> str:
    """Return the WebVTT that tells players which part of which sheet to show when.

    Args:
        storyboard: the layout.
        sheets: how many there are; tiles on others are left out.

    Source: W3C Media Fragments 1.0 section 4.2.2 for `#xywh=`, as players read it.
    """
    lines = ["WEBVTT", ""]
    for tile in range(min(storyboard.tiles, sheets * _TILES_A_SHEET)):
        sheet, place = divmod(tile, _TILES_A_SHEET)
        row, column = divmod(place, _TILES_A_SIDE)
        width_px, height_px = storyboard.tile_width_px, storyboard.tile_height_px
        area = f"{column * width_px},{row * height_px},{width_px},{height_px}"
        start_s = tile * storyboard.interval_s
        end_s = min(start_s + storyboard.interval_s, storyboard.duration_s)
        lines += [
            f"{_clock(start_s)} --> {_clock(max(end_s, start_s + 0.001))}",
            f"{sheet_name(sheet)}#xywh={area}",
            "",
        ]
    return "\n".join(lines)


def _clock(seconds: float) -> str:
    minutes, rest_ms = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest_ms // 1000:02d}.{rest_ms % 1000:03d}"
