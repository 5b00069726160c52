"""Byte ranges of a request.

Source: RFC 9110 section 14. A server may ignore `Range`, and does so here for everything but one
well-formed range of bytes.
"""

import re
from dataclasses import dataclass

from entrypoints.http.refusals import RangeNotSatisfiableError

# 19 digits write any offset of a file, and keep hostile numbers short.
_ONE_RANGE = re.compile(r"bytes=[ \t]*(\d{0,19})-(\d{0,19})[ \t]*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ByteRange:
    """`length` bytes from `offset` on."""

    offset: int
    length: int

    def content_range(self, size_bytes: int) -> str:
        """Return the value of `Content-Range` for this part of `size_bytes`."""
        return f"bytes {self.offset}-{self.offset + self.length - 1}/{size_bytes}"


def parse_range(header: str | None, size_bytes: int) -> ByteRange | None:
    """Return the one range that `header` asks for, or None where the whole is to be sent.

    Raises:
        RangeNotSatisfiableError: the range is well-formed, and no byte lies in it.
    """
    match = _ONE_RANGE.fullmatch(header) if header else None
    if match is None or match.group(1) == match.group(2) == "":
        return None
    first, last = match.groups()
    if first == "":
        length = min(int(last), size_bytes)
        offset = size_bytes - length
    else:
        offset = int(first)
        end = size_bytes if last == "" else min(int(last) + 1, size_bytes)
        if last and int(last) < offset:
            return None
        length = end - offset
    if length <= 0:
        raise RangeNotSatisfiableError(size_bytes)
    return ByteRange(offset, length)
