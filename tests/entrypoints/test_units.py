"""How durations, sizes and rates are written."""

from datetime import timedelta

import pytest

from application.limits import Rate
from entrypoints.units import (
    parse_boolean,
    parse_duration,
    parse_list,
    parse_rate,
    parse_size,
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("15m", 900), ("12h", 43_200), ("7d", 604_800), ("30", 30), ("0", 0)],
)
def test_durations(text: str, seconds: int) -> None:
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("text", "size"),
    [("64KiB", 65_536), ("10MiB", 10_485_760), ("10GiB", 10_737_418_240), ("5", 5)],
)
def test_sizes(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "s", "-1s", "1.5h", "1w", "1 h", "1e3", "٣s", "9" * 40])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any refusal will do
        parse_duration(text)


@pytest.mark.parametrize("text", ["", "10MB", "-5", "1.5GiB", "10 MiB", "KiB"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any refusal will do
        parse_size(text)


def test_rates() -> None:
    assert parse_rate("300/1m") == Rate(300, timedelta(minutes=1))


@pytest.mark.parametrize("text", ["300", "0/1m", "x/1m", "3/", "3/0s", "-3/1m"])
def test_what_is_no_rate(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any refusal will do
        parse_rate(text)


def test_booleans_are_two_words_exactly() -> None:
    assert parse_boolean("true") is True
    assert parse_boolean("false") is False
    with pytest.raises(ValueError, match="TRUE"):
        parse_boolean("TRUE")


def test_lists_forgive_blanks() -> None:
    assert parse_list(" a , b,,") == ("a", "b")
