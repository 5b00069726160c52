"""Clips are few and tests are many: what was made of a clip once is not made again."""

import atexit
import hashlib
import itertools
import shutil
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from adapters.media.ffmpeg.binaries import Binaries
from tests.services.cloudinary import renditions
from tests.services.cloudinary.assets import Facts
from tests.services.cloudinary.renditions import Rung

_numbers = itertools.count()


def probe(binaries: Binaries, path: Path) -> Facts:
    """Return what is in a file; see `renditions.probe`."""
    return _probed(binaries, _kept(path))


def make_rungs(
    binaries: Binaries, source: Path, facts: Facts, *, in_one_file: bool
) -> tuple[Rung, ...]:
    """Return the renditions of a source, which nobody may change; see `renditions.make_rungs`."""
    return _rungs(binaries, _kept(source), facts, in_one_file=in_one_file)


def make_picture(binaries: Binaries, source: Path, path: Path, width_px: int) -> None:
    """Write the first picture of a video; see `renditions.make_picture`."""
    shutil.copyfile(_picture(binaries, _kept(source), path.suffix, width_px), path)


@cache
def _shelf() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="cloudinary-pantry-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _kept(path: Path) -> Path:
    """Return a file of the same content that stays for the whole run."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    kept = _shelf() / digest
    with suppress(FileExistsError):
        kept.hardlink_to(path)
    return kept


@cache
def _probed(binaries: Binaries, path: Path) -> Facts:
    return renditions.probe(binaries, path)


@cache
def _rungs(
    binaries: Binaries, source: Path, facts: Facts, *, in_one_file: bool
) -> tuple[Rung, ...]:
    place = _shelf() / f"rungs-{next(_numbers)}"
    place.mkdir()
    return tuple(renditions.make_rungs(binaries, source, facts, place, in_one_file=in_one_file))


@cache
def _picture(binaries: Binaries, source: Path, suffix: str, width_px: int) -> Path:
    path = _shelf() / f"picture-{next(_numbers)}{suffix}"
    renditions.make_picture(binaries, source, path, width_px)
    return path
