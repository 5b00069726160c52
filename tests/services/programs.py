"""Where the servers' programs come from: a wheel, else the search path."""

import shutil
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

import pytest


def find_program(name: str, *, distribution: str, instead: str) -> Path:
    """Return the program `name` out of `distribution`'s wheel, else the system's.

    Skips the test where the platform has neither; `instead` is the variable that names a running
    server then.
    """
    try:
        packed = [file for file in files(distribution) or () if file.name == name]
    except PackageNotFoundError:
        packed = []
    if packed:
        return Path(str(packed[0].locate()))
    if installed := shutil.which(name):
        return Path(installed)
    pytest.skip(f"no wheel of {distribution} for this platform: install {name}, or set {instead}")
