"""Argument lists for still pictures that are taken of the source itself; pure."""

from adapters.media.ffmpeg.command import Task
from adapters.media.ffmpeg.filters import still_chain
from adapters.media.ffmpeg.reading import QUIETLY, decode_input
from adapters.media.ffmpeg.stills import JPEG, fit
from adapters.media.ffmpeg.storyboard import (
    Storyboard,
    key_frames_suffice,
    sheets_chain,
    sheets_output,
)

SPOTS = 4
"""Places that are looked at for a thumbnail, evenly spread; each costs a tenth of a second."""

LOOKS = 2
"""Places at which a picture must decode before anything is published; viewers wait for these."""

_THUMBNAIL_LONG_SIDE_PX = 1280
_TINY_LONG_SIDE_PX = 16

_KEY_FRAMES_ONLY = ("-skip_frame", "nokey")
"""Ten times faster than decoding all; between key frames pictures differ little."""


def look_name(look: int) -> str:
    """Return the file name of a picture that shows whether anything decodes."""
    return f"look_{look}.jpg"


def spot_name(spot: int) -> str:
    """Return the file name of a candidate for the thumbnail."""
    return f"spot_{spot}.jpg"


def tiny_name(spot: int) -> str:
    """Return the file name of the same picture, a few pixels wide."""
    return f"tiny_{spot}.jpg"


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


def storyboard_command(task: Task, storyboard: Storyboard) -> tuple[str, ...]:
    """Return the command that draws the sheets and nothing else."""
    source = task.source
    still = still_chain(source.video, storyboard.tile_width_px, storyboard.tile_height_px)
    return (
        task.ffmpeg, *QUIETLY, "-max_error_rate", "1",
        "-threads", str(task.settings.threads),
        *(_KEY_FRAMES_ONLY if key_frames_suffice(source, storyboard) else ()),
        *decode_input(source.container, task.settings.limits.max_pixels),
        "-map", f"0:{source.video.index}",
        "-vf", sheets_chain(storyboard, still),
        *sheets_output(storyboard),
    )  # fmt: skip


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
        "-q:v", "4", *JPEG, "-update", "1", name,
    ]  # fmt: skip
