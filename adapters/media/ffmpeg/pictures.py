"""Argument lists for still pictures, and the index of the storyboard; pure."""

from dataclasses import dataclass
from math import ceil

from adapters.media.ffmpeg.command import Task
from adapters.media.ffmpeg.filters import still_chain
from adapters.media.ffmpeg.reading import QUIETLY, decode_input

SPOTS = 4
"""Places that are looked at for a thumbnail, evenly spread; each costs a tenth of a second."""

LOOKS = 2
"""Places at which a picture must decode before anything is published; viewers wait for these."""

_THUMBNAIL_LONG_SIDE_PX = 1280
_TINY_LONG_SIDE_PX = 16
_TILE_LONG_SIDE_PX = 160
_TILES_A_SIDE = 5
_TILES_A_SHEET = _TILES_A_SIDE**2
_MAX_TILES = 200
_MIN_INTERVAL_S = 2.0

_JPEG = (
    # Bit exact: without the name and version of the encoder.
    "-c:v", "mjpeg", "-flags:v", "+bitexact",
    "-map_metadata", "-1", "-f", "image2",
)  # fmt: skip

_KEY_FRAMES_ONLY = ("-skip_frame", "nokey")
"""Ten times faster than decoding all; between key frames pictures differ little."""


@dataclass(frozen=True, slots=True)
class Storyboard:
    """Where the scrubbing pictures are: `tiles` of equal size, one every `interval_s`."""

    interval_s: float
    tiles: int
    tile_width_px: int
    tile_height_px: int
    duration_s: float


def look_name(look: int) -> str:
    """Return the file name of a picture that shows whether anything decodes."""
    return f"look_{look}.jpg"


def spot_name(spot: int) -> str:
    """Return the file name of a candidate for the thumbnail."""
    return f"spot_{spot}.jpg"


def tiny_name(spot: int) -> str:
    """Return the file name of the same picture, a few pixels wide."""
    return f"tiny_{spot}.jpg"


def sheet_name(sheet: int) -> str:
    """Return the file name of a sheet of the storyboard, counted from 0."""
    return f"storyboard_{sheet:03d}.jpg"


def look_command(task: Task) -> tuple[str, ...]:
    """Return the command that takes a picture of a few pixels at each of `LOOKS` places."""
    command = _open_at(task, LOOKS)
    for look in range(LOOKS):
        command += _picture(task, look, _TINY_LONG_SIDE_PX, look_name(look))
    return tuple(command)


def thumbnail_command(task: Task) -> tuple[str, ...]:
    """Return the command that takes one picture at each of `SPOTS` places."""
    command = _open_at(task, SPOTS)
    for spot in range(SPOTS):
        command += _picture(task, spot, _THUMBNAIL_LONG_SIDE_PX, spot_name(spot))
        command += _picture(task, spot, _TINY_LONG_SIDE_PX, tiny_name(spot))
    return tuple(command)


def storyboard_of(task: Task) -> Storyboard:
    """Return the layout: no more than eight sheets, however long the video is."""
    duration_s = task.source.duration_s
    interval_s = max(_MIN_INTERVAL_S, duration_s / _MAX_TILES)
    width_px, height_px = fit(task.source.width_px, task.source.height_px, _TILE_LONG_SIDE_PX)
    return Storyboard(
        interval_s=interval_s,
        tiles=max(1, ceil(duration_s / interval_s)),
        tile_width_px=width_px,
        tile_height_px=height_px,
        duration_s=duration_s,
    )


def storyboard_command(task: Task, storyboard: Storyboard) -> tuple[str, ...]:
    """Return the command that draws the sheets."""
    chain = still_chain(task.source.video, storyboard.tile_width_px, storyboard.tile_height_px)
    gop_s = task.source.video.longest_gop_s
    is_dense = gop_s is not None and gop_s <= storyboard.interval_s
    return (
        task.ffmpeg, *QUIETLY, "-max_error_rate", "1",
        # Key frames too far apart would leave tiles, or the whole board, without a picture.
        "-threads", str(task.settings.threads), *(_KEY_FRAMES_ONLY if is_dense else ()),
        *decode_input(task.source.container, task.settings.limits.max_pixels),
        "-map", f"0:{task.source.video.index}",
        "-vf",
        (f"fps=fps=1/{storyboard.interval_s:.6f}:start_time=0,{chain}"
        f",tile={_TILES_A_SIDE}x{_TILES_A_SIDE}"),
        "-frames:v", str(ceil(storyboard.tiles / _TILES_A_SHEET)),
        "-q:v", "6", *_JPEG, "-start_number", "0", "storyboard_%03d.jpg",
    )  # fmt: skip


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


def _open_at(task: Task, places: int) -> list[str]:
    """Return the start of a command that opens the source at evenly spread places."""
    # One wrong picture is no reason to have none.
    command = [task.ffmpeg, *QUIETLY, "-max_error_rate", "1"]
    for place in range(places):
        command += [
            # One thread hands out its first picture at once; more would fill a pipeline first.
            "-threads", "1", *_KEY_FRAMES_ONLY,
            # To the key frame before the place, and not decode up to it.
            "-noaccurate_seek", "-ss", f"{task.source.duration_s * (place + 0.5) / places:.3f}",
            *decode_input(task.source.container, task.settings.limits.max_pixels),
        ]  # fmt: skip
    return command


def _picture(task: Task, place: int, long_side_px: int, name: str) -> list[str]:
    source = task.source
    width_px, height_px = fit(source.width_px, source.height_px, long_side_px)
    return [
        "-map", f"{place}:{source.video.index}", "-frames:v", "1",
        # The key frame lies before the place; other modes drop it for that.
        "-fps_mode", "passthrough",
        "-vf", still_chain(source.video, width_px, height_px),
        "-q:v", "4", *_JPEG, "-update", "1", name,
    ]  # fmt: skip


def fit(width_px: int, height_px: int, long_side_px: int) -> tuple[int, int]:
    """Return the size inside a square of `long_side_px`, never larger, sides even."""
    scale = min(1.0, long_side_px / max(width_px, height_px))
    return max(2, int(width_px * scale) // 2 * 2), max(2, int(height_px * scale) // 2 * 2)


def _clock(seconds: float) -> str:
    minutes, rest_ms = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest_ms // 1000:02d}.{rest_ms % 1000:03d}"
