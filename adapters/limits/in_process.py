"""Counters of one process, which end with it."""

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from application.limits import Rate
from application.ports.rate_limits import RateLimits, Standing

_CAPACITY = 50_000
"""Keys at most: with the widest of the default rates some 50 MB, if somebody tries hard."""

_TRIFLE_S = 0.0005

_SWEPT_AT_ONCE = 4
"""More than the one that a use adds, so that what ran out never gathers."""


@dataclass(slots=True)
class _Uses:
    """When a key was used within its window, in seconds of the clock, oldest first."""

    window_s: float
    at_s: deque[float] = field(default_factory=deque)
    over_at_s: float = -math.inf
    """When all is forgotten."""


class InProcessRateLimits(RateLimits):
    """Keeps the instant of every use within the window: exact, and never more than the rate.

    A full house forgets the key that was used longest ago.
    """

    def __init__(
        self, elapsed_s: Callable[[], float] = time.monotonic, capacity: int = _CAPACITY
    ) -> None:
        self._elapsed_s = elapsed_s
        self._capacity = capacity
        self._keys: OrderedDict[str, _Uses] = OrderedDict()
        self._sweep_at_s = math.inf

    async def take(self, key: str, rate: Rate) -> Standing:
        now_s = self._elapsed_s()
        if now_s >= self._sweep_at_s:
            self._sweep(now_s)
        uses = self._keys.get(key) or self._add(key, now_s, rate.window.total_seconds())
        self._keys.move_to_end(key)
        at_s, began_s = uses.at_s, now_s - uses.window_s
        while at_s and at_s[0] <= began_s:
            at_s.popleft()
        remaining = rate.count - len(at_s)
        is_allowed = remaining > 0
        if is_allowed:
            at_s.append(now_s)
            uses.over_at_s = now_s + uses.window_s
            remaining -= 1
        # Sums of instants are off by a trifle, which must not become a second.
        return Standing(is_allowed, remaining, math.ceil(at_s[0] - began_s - _TRIFLE_S) or 1)

    async def give_back(self, key: str) -> None:
        uses = self._keys.get(key)
        if uses is not None and uses.at_s:
            uses.at_s.pop()

    async def forget(self, key: str) -> None:
        self._keys.pop(key, None)

    def _add(self, key: str, now_s: float, window_s: float) -> _Uses:
        if len(self._keys) >= self._capacity:
            self._keys.popitem(last=False)
        uses = self._keys[key] = _Uses(window_s)
        self._sweep_at_s = min(self._sweep_at_s, now_s + window_s)
        return uses

    def _sweep(self, now_s: float) -> None:
        """Drop a few of the keys that were used longest ago, as far as nothing of them counts."""
        for _ in range(_SWEPT_AT_ONCE):
            oldest = next(iter(self._keys), None)
            self._sweep_at_s = math.inf if oldest is None else self._keys[oldest].over_at_s
            if oldest is None or self._sweep_at_s > now_s:
                return
            del self._keys[oldest]
