"""The argument list for the animated preview: a few silent seconds out of the whole; pure."""

from adapters.media.ffmpeg.command import Task
from adapters.media.ffmpeg.filters import excerpts_graph
from adapters.media.ffmpeg.reading import QUIETLY, decode_input
from adapters.media.ffmpeg.stills import fit

PREVIEW = "preview.mp4"

_EXCERPTS = 4
_PLAYS_S = 4.0
_WORTH_CUTTING_S = 16.0
"""Each excerpt decodes from the key frame before it: in a short video that is most of it, again."""

_LONG_SIDE_PX = 320
_RATE_FPS = 12
_QUALITY_CRF = 30

_ONE_THREAD = ("-threads", "1")
"""It is made beside an encoding that has the cores, and every thread more keeps pictures."""


def preview_command(task: Task) -> tuple[str, ...]:
    """Return the command that joins a second out of each quarter, or takes a short one's start."""
    source = task.source
    excerpts = _EXCERPTS if source.duration_s >= _WORTH_CUTTING_S else 1
    command = [task.ffmpeg, *QUIETLY, "-max_error_rate", "1"]
    for excerpt in range(excerpts):
        command += [
            *_ONE_THREAD,
            # To the key frame before the place: decoding up to it would cost more than the rest.
            "-noaccurate_seek", "-ss", f"{source.duration_s * excerpt / excerpts:.3f}",
            "-t", f"{min(_PLAYS_S, source.duration_s) / excerpts:.3f}",
            *decode_input(source.container, task.settings.limits.max_pixels),
        ]  # fmt: skip
    width_px, height_px = fit(source.width_px, source.height_px, _LONG_SIDE_PX)
    return (
        *command,
        "-filter_complex", excerpts_graph(source.video, excerpts, width_px, height_px, _RATE_FPS),
        "-map", "[preview]", "-an",
        "-c:v", "libx264", "-preset", "veryfast", "-crf", str(_QUALITY_CRF),
        *_ONE_THREAD,
        "-map_metadata", "-1", "-map_chapters", "-1",
        # Players show it before the last byte is there.
        "-movflags", "+faststart", "-f", "mp4", PREVIEW,
    )  # fmt: skip
