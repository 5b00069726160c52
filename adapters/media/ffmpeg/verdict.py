"""What the end of a child says about the attempt."""

import re
import signal
from dataclasses import dataclass

from domain.video.failure import FailureCode


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended; `returncode` is negative for the signal that killed it."""

    returncode: int
    stderr: str
    timed_out: bool = False


_BY_SIGNAL = {
    signal.SIGXCPU: FailureCode.PROCESSING_TIMEOUT,
    signal.SIGXFSZ: FailureCode.OUTPUT_TOO_LARGE,
    # Nobody but the kernel, short of memory, kills a child that we did not kill.
    signal.SIGKILL: FailureCode.OUT_OF_MEMORY,
}

_OUT_OF_MEMORY_ON_OUR_SIDE = (
    # With our arguments it opens, unless there is no memory left for it.
    "Error while opening encoder",
    # A thread finds no room for its stack.
    "Resource temporarily unavailable",
    "Error while filtering: Cannot allocate memory",
    "malloc of size",
)
"""Nothing in a file brings these about, whereas a damaged one may ask a decoder for any size."""

_BY_MESSAGE = (
    ("No space left on device", FailureCode.STORAGE_FULL),
    ("Disk quota exceeded", FailureCode.STORAGE_FULL),
    ("File too large", FailureCode.OUTPUT_TOO_LARGE),
    ("Cannot allocate memory", FailureCode.OUT_OF_MEMORY),
    *((message, FailureCode.OUT_OF_MEMORY) for message in _OUT_OF_MEMORY_ON_OUR_SIDE),
    # The reader was refused, or none knows the content.
    ("not on whitelist", FailureCode.NOT_A_VIDEO),
    ("moov atom not found", FailureCode.CORRUPT_MEDIA),
)
"""First match wins. Source: libavutil/error.c and the messages of the demuxers and decoders."""

_DECODE_ERROR_RATE_EXCEEDED = 69
"""Source: the manual of ffmpeg, `-max_error_rate`."""

_TOO_LARGE = re.compile(r"Picture size [1-9]\d*x[1-9]\d* (exceeds|is invalid)")
"""Source: libavutil/imgutils.c; a size of 0x0 is complained about too, and is only unknown."""

_PYTHON_TRACEBACK = "Traceback (most recent call last)"


def judge(ending: Ending) -> FailureCode | None:
    """Return why the attempt failed, or None for a child that ended well.

    A fault that nothing explains is taken for the file's: the same program on the same bytes
    ends the same way, and the plan was made for this file.
    """
    if ending.timed_out:
        return FailureCode.PROCESSING_TIMEOUT
    if ending.returncode == 0:
        return None
    if ending.returncode < 0:
        return _BY_SIGNAL.get(signal.Signals(-ending.returncode), FailureCode.INTERNAL_ERROR)
    if _PYTHON_TRACEBACK in ending.stderr:
        return FailureCode.ENGINE_UNAVAILABLE
    had_memory = not any(message in ending.stderr for message in _OUT_OF_MEMORY_ON_OUR_SIDE)
    if ending.returncode == _DECODE_ERROR_RATE_EXCEEDED and had_memory:
        return FailureCode.CORRUPT_MEDIA
    if complains_of_size(ending.stderr):
        return FailureCode.TOO_LARGE_FRAME
    for message, code in _BY_MESSAGE:
        if message in ending.stderr:
            return code
    return FailureCode.CORRUPT_MEDIA


def complains_of_size(stderr: str) -> bool:
    """Tell whether a decoder met a picture that is larger than `-max_pixels` allows."""
    return _TOO_LARGE.search(stderr) is not None
