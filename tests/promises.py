"""Which promise or threat is shown by which test: the tests' names tell.

`python -m tests.promises` prints the table.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

_TESTS = Path(__file__).parent
_ID = re.compile(r"(?<=_)[PT]\d+(?=_)")

_RANGES = {"P": ((1, 22), (40, 42)), "T": ((9, 25), (38, 39), (43, 49))}

WITHOUT_A_SUBJECT: Mapping[str, str] = {
    "P42": "No route makes or opens share links: the product has none.",
    "T46": "No route takes playback events, so there is nothing to count.",
}
"""Promises and threats about what does not exist, each with the reason."""


@cache
def required_ids() -> list[str]:
    """Return what concerns requests, accounts, ownership and playback, and must be shown."""
    return [
        f"{kind}{number}"
        for kind, ranges in _RANGES.items()
        for first, last in ranges
        for number in range(first, last + 1)
        if f"{kind}{number}" not in WITHOUT_A_SUBJECT
    ]


def ids_in(name: str) -> list[str]:
    """Return the ids of what a test of this name shows."""
    return _ID.findall(name)


@cache
def shown_ids() -> Mapping[str, list[str]]:
    """Return the tests that show each id, as `path::name`."""
    shown: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(_TESTS.rglob("test_*.py")):
        for name in _names(path):
            for found in ids_in(name):
                shown[found].append(f"{path.relative_to(_TESTS)}::{name}")
    return shown


def _names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                if name.startswith("test_"):
                    yield name


def _table() -> str:
    shown = shown_ids()
    in_order = sorted(shown, key=lambda found: (found[0], int(found[1:])))
    lines = [f"{found:4} {test}" for found in in_order for test in shown[found]]
    lines += [f"{found:4} {reason}" for found, reason in WITHOUT_A_SUBJECT.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(_table())
