"""What a part of the benchmark is given."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.footage import Footage
from tests.bench.rows import Row


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where a part works and how often it measures.

    `seconds` is the playing time of sources that are encoded; promises speak of 60.
    `libraries` are numbers of videos, the smallest first.
    `folder` is empty and the part's own.
    """

    ffmpeg: str
    footage: Footage
    folder: Path
    rounds: int
    seconds: int
    libraries: Sequence[int] = ()


Part = Callable[[Workshop], Iterator[Row]]
"""Measures one thing: yields rows as they are complete; its docstring says what it measures."""
