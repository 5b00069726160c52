"""Where segments begin."""

from itertools import pairwise
from math import ceil


def subdivide(cuts_s: tuple[float, ...], end_s: float, segment_s: float) -> tuple[float, ...]:
    """Return `cuts_s` with more cuts between those that lie more than two segments apart.

    Rungs that are cut at a superset of another's cuts can still be switched to and from it.

    Args:
        cuts_s: ascending, not empty.
        end_s: the playing time, which ends the last segment.
        segment_s: the length that segments should have.
    """
    divided_s: list[float] = []
    for start_s, next_s in pairwise((*cuts_s, end_s)):
        gap_s = next_s - start_s
        parts = ceil(gap_s / segment_s) if gap_s > 2 * segment_s else 1
        divided_s += [start_s + gap_s * part / parts for part in range(parts)]
    return tuple(divided_s)
