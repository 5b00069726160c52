"""How durations, sizes, rates and lists are written in settings."""

import re
from datetime import timedelta

from application.limits import Rate

_SECONDS_PER_UNIT = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_BYTES_PER_UNIT = {"KiB": 1024, "MiB": 1024**2, "GiB": 1024**3, "TiB": 1024**4}

_DURATION = re.compile(r"(\d{1,9})(s|m|h|d)?", re.ASCII)
_SIZE = re.compile(r"(\d{1,18})(KiB|MiB|GiB|TiB)?", re.ASCII)

DURATION_FORM = "a duration such as 90s, 15m, 12h, 7d or plain seconds"
SIZE_FORM = "a size such as 64KiB, 10MiB, 10GiB or plain bytes"
RATE_FORM = "a rate such as 300/1m"
BOOLEAN_FORM = "true or false"


def parse_duration(text: str) -> timedelta:
    """Return the duration that `text` writes; ValueError where it writes none."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return timedelta(seconds=int(match[1]) * _SECONDS_PER_UNIT[match[2] or "s"])


def parse_size(text: str) -> int:
    """Return the bytes that `text` writes; ValueError where it writes no size."""
    match = _SIZE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return int(match[1]) * _BYTES_PER_UNIT.get(match[2] or "", 1)


def parse_rate(text: str) -> Rate:
    """Return the rate that `text` writes; ValueError where it writes none."""
    count, slash, window = text.partition("/")
    rate = Rate(int(count), parse_duration(window))
    if not slash or rate.count < 1 or rate.window <= timedelta():
        raise ValueError(text)
    return rate


def parse_boolean(text: str) -> bool:
    """Return True or False; ValueError where `text` is neither."""
    return {"true": True, "false": False}[text] if text in {"true", "false"} else _refuse(text)


def parse_list(text: str) -> tuple[str, ...]:
    """Return the entries between commas, blanks around them removed."""
    return tuple(entry.strip() for entry in text.split(",") if entry.strip())


def _refuse(text: str) -> bool:
    raise ValueError(text)
