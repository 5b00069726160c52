"""The one range of RFC 9110 that is honoured."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrypoints.http.ranges import ByteRange, parse_range
from entrypoints.http.refusals import RangeNotSatisfiableError


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("bytes=0-0", ByteRange(0, 1)),
        ("bytes=0-99", ByteRange(0, 100)),
        ("bytes=0-100000", ByteRange(0, 100)),
        ("bytes=10-", ByteRange(10, 90)),
        ("bytes=-10", ByteRange(90, 10)),
        ("bytes=-1000", ByteRange(0, 100)),
        ("BYTES=99-", ByteRange(99, 1)),
    ],
)
def test_one_range_is_honoured(header: str, wanted: ByteRange) -> None:
    assert parse_range(header, 100) == wanted


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-1",
        "bytes=a-b",
        "bytes=0-1,2-3",
        "bytes=" + "0-1," * 10_000 + "0-1",
        "items=0-1",
        "bytes=0x1-2",
        "bytes=-1-2",
        "bytes=\u0661-\u0662",
        "bytes=" + "9" * 5000 + "-",
    ],
)
def test_T39_P41_everything_else_is_answered_whole(header: str | None) -> None:
    assert parse_range(header, 100) is None


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_what_begins_behind_the_end_cannot_be_satisfied(header: str) -> None:
    with pytest.raises(RangeNotSatisfiableError):
        parse_range(header, 100)


@given(st.one_of(st.text(), st.from_regex(r"bytes=\d{0,20}-\d{0,20}")), st.integers(0, 10**12))
def test_ranges_lie_within_the_file(header: str, size_bytes: int) -> None:
    try:
        wanted = parse_range(header, size_bytes)
    except RangeNotSatisfiableError:
        return
    if wanted is not None:
        assert 0 <= wanted.offset < size_bytes
        assert 0 < wanted.length <= size_bytes - wanted.offset
