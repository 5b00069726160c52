"""Steps after which a power cut changes nothing.

A file is durable once it and the folder that names it are synchronised, and a folder once its
own parent is.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

FOLDER_MODE = 0o700


def make_folder(folder: Path) -> None:
    """Make `folder` and its missing parents, durably."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(mode=FOLDER_MODE)
    sync(folder.parent)


def sync(path: Path) -> None:
    """Write what the system still holds back of a file's bytes, or of a folder's names."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_tree(folder: Path) -> None:
    """Remove `folder` and all in it, also while another process does the same."""
    while True:
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            if not folder.exists():
                return
        else:
            return
