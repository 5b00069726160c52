"""`Range` and entity tags: what is served lies within the file."""

from domain.errors import PlatformError
from entrypoints.http.etags import etag_of, expected_revision
from entrypoints.http.ranges import parse_range
from entrypoints.http.refusals import RangeNotSatisfiableError

SEEDS = (
    b"\x00\x00\x03\xe8bytes=0-499",
    b"\x00\x00\x03\xe8bytes=-500",
    b"\x00\x00\x00\x00bytes=0-",
    b"\x7f\xff\xff\xffBytes= \t9223372036854775807-9223372036854775808 ",
    b"\x00\x00\x00\x0abytes=1-2,4-5",
    b"\x00\x00\x00\x0abytes=5-2",
    b'\x00\x00\x00\x0a"12"',
)
_SIZE_BYTES = 4


def try_one(data: bytes) -> None:
    """Read a header about a file whose size the first bytes tell."""
    size_bytes = int.from_bytes(data[:_SIZE_BYTES], "big")
    header = data[_SIZE_BYTES:].decode("latin-1")
    _try_range(header, size_bytes)
    _try_tag(header)


def _try_range(header: str, size_bytes: int) -> None:
    try:
        found = parse_range(header, size_bytes)
    except RangeNotSatisfiableError:
        return
    if found is not None:
        assert 0 <= found.offset < found.offset + found.length <= size_bytes
        _, _, told = found.content_range(size_bytes).partition(" ")
        first, last = told.partition("/")[0].split("-")
        assert int(last) - int(first) + 1 == found.length


def _try_tag(header: str) -> None:
    try:
        found = expected_revision(header)
    except PlatformError:
        return
    assert found is None or expected_revision(etag_of(found)) == found
