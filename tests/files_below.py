"""Looking into folders that a living product changes meanwhile."""

import os
from pathlib import Path


def files_below(folder: Path) -> list[Path]:
    """Return the files below `folder`; folders that go while we look hold nothing."""
    return [Path(root, name) for root, _, names in os.walk(folder) for name in names]
