"""The files that the house rules are about."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LAYERS = ("domain", "application", "adapters", "entrypoints")


def modules(*folders: str) -> Iterator[Path]:
    """Yield every Python file under `folders`, in order, relative to the root."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT)


def text_of(path: Path) -> str:
    """Return the text of a file that `modules` yielded."""
    return (ROOT / path).read_text(encoding="utf-8")


def project() -> Mapping[str, Any]:
    """Return what pyproject.toml holds."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
