"""Bytes of which no two blocks are alike, behind a head that is taken for a film's."""

import hashlib
import itertools
from pathlib import Path

_HEAD = b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42"


def make_large_file(path: Path, size_bytes: int) -> Path:
    """Write `size_bytes` to `path`, and return it."""
    left_bytes = size_bytes - len(_HEAD)
    with path.open("wb") as file:
        file.write(_HEAD)
        for number in itertools.count():
            if left_bytes <= 0:
                return path
            block = hashlib.sha256(number.to_bytes(8, "big")).digest() * 32_768
            file.write(block[:left_bytes])
            left_bytes -= len(block)
    return path
