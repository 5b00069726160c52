"""What a child process may use, and the command line that holds it to that."""

import os
import sys
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from types import MappingProxyType

_LAUNCHER = Path(__file__).with_name("launcher.py")

ENVIRONMENT = MappingProxyType(
    {
        # Each thread's arena reserves 64 MiB of address space, which counts against the limit.
        "MALLOC_ARENA_MAX": "2",
        # Numbers and messages in one form wherever the service runs.
        "LC_ALL": "C",
    }
)
"""All that a child finds in its environment."""

_TEXT_SIZE_OF_FFMPEG_BYTES = 256 * 1024**2
"""Mapping the program itself takes this much address space, before any work."""


@dataclass(frozen=True, slots=True)
class Confinement:
    """The bounds of one child.

    `folder` is its working folder and the only place where it may write.
    `source` is the only other file that it may read, libraries apart.
    `memory_bytes` is what it may allocate, `file_bytes` the largest file that it may write.
    """

    folder: Path
    source: Path
    niceness: int
    memory_bytes: int
    cpu_s: float
    file_bytes: int


def confined(command: tuple[str, ...], confinement: Confinement) -> tuple[str, ...]:
    """Return the command line that runs `command` under `confinement`.

    `command[0]` must be an absolute path.
    """
    # One value a line, in the order in which the launcher unpacks them.
    values = (
        os.getpid(),
        confinement.niceness,
        confinement.memory_bytes + _TEXT_SIZE_OF_FFMPEG_BYTES,
        ceil(confinement.cpu_s),
        confinement.file_bytes,
        confinement.folder,
        confinement.source,
    )
    # -I and -S: neither the environment nor installed packages reach the launcher.
    return (sys.executable, "-I", "-S", str(_LAUNCHER), "\n".join(map(str, values)), *command)
