"""When a delivery is tried, and tried again.

Source: Standard Webhooks, "Deliverability and reliability", and promise P43.
"""

from datetime import timedelta

GAPS = (
    timedelta(),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""The wait before each try; when the last one fails, the delivery has."""

LONGEST_WAIT = timedelta(hours=24)
"""What a receiver may ask for with `Retry-After`."""

_JITTER = 0.1


def gap_after(tries: int, lot: float, asked: timedelta | None = None) -> timedelta | None:
    """Return how long to wait after so many tries of a cycle, or None when no more follows.

    Args:
        tries: how many have been made.
        lot: a random number from 0 to 1; it lengthens the gap by up to a tenth, so that what
            failed together is not tried again together.
        asked: how long the receiver wants to be left alone at least.
    """
    if tries >= len(GAPS):
        return None
    gap = GAPS[tries] * (1 + _JITTER * lot)
    whole_ms = timedelta(milliseconds=gap // timedelta(milliseconds=1))
    return max(whole_ms, min(asked or timedelta(), LONGEST_WAIT))
