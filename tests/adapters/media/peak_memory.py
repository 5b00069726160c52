"""A process that plans one file and tells how much memory that took.

Run with FILE SCRATCH: prints the code of the failure, the peak of its own memory, and that of its
largest child, both in KiB.
It is a process of its own since the system counts peaks by process and never forgets them.
"""

import asyncio
import resource
import sys
from pathlib import Path

from adapters.files.memory_source import MemorySourceFile
from adapters.media.ffmpeg.binaries import locate_binaries
from adapters.media.ffmpeg.engine import FfmpegEngine
from adapters.media.ffmpeg.settings import FfmpegSettings
from application.errors import ProcessingFailedError


async def _failure_of(file: Path, scratch: Path) -> str:
    programs = locate_binaries("", "")
    engine = FfmpegEngine(programs.ffmpeg, programs.ffprobe, scratch, FfmpegSettings())
    try:
        await engine.plan(MemorySourceFile(file.read_bytes()))
    except ProcessingFailedError as error:
        return error.code
    return "none"


if __name__ == "__main__":
    code = asyncio.run(_failure_of(Path(sys.argv[1]), Path(sys.argv[2])))
    peaks_kib = [
        resource.getrusage(whose).ru_maxrss
        for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print(code, *peaks_kib)  # noqa: T201 - the parent reads it
