"""The media programs that a service runs, as the system sees them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PROGRAMS = ("ffmpeg", "ffprobe")


@dataclass(frozen=True, slots=True)
class MediaChild:
    """A running ffmpeg or ffprobe: its number, its words, and the folder where it works."""

    pid: int
    command: str
    folder: Path


def media_children(data_dir: Path) -> list[MediaChild]:
    """Return the media programs that work below `data_dir`, whoever started them."""
    return [child for child in _running() if child.folder.is_relative_to(data_dir.resolve())]


def _running() -> Iterator[MediaChild]:
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
            folder = (entry / "cwd").readlink()
        except OSError:
            continue  # it ended while we looked, or belongs to somebody else
        if any(program in words[0] for program in _PROGRAMS):
            yield MediaChild(int(entry.name), " ".join(words), folder)
