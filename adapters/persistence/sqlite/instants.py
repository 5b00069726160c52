"""Instants as the columns hold them."""

from datetime import UTC, datetime, timedelta
from typing import overload

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@overload
def to_ms(instant: datetime) -> int: ...
@overload
def to_ms(instant: datetime | None) -> int | None: ...
def to_ms(instant: datetime | None) -> int | None:
    """Return whole milliseconds since 1970."""
    return None if instant is None else (instant - _EPOCH) // _MILLISECOND


def from_ms(milliseconds: int) -> datetime:
    """Return the instant, in UTC."""
    return _EPOCH + milliseconds * _MILLISECOND
