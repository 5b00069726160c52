"""Bytes that go past us, straight to a hosted engine."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

_FIRST_GAP = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Direct:
    """When the engine is asked next whether the bytes are there, should it not say so itself.

    `looks` counts how often it was asked.
    """

    look_at: datetime
    looks: int = 0

    @classmethod
    def begun(cls, now: datetime) -> Self:
        """Return the beginning."""
        return cls(now + _FIRST_GAP)

    def looked(self, now: datetime) -> Self:
        """Ask again later, after twice the time, since each question counts against a plan."""
        return type(self)(now + _FIRST_GAP * 2 ** (self.looks + 1), self.looks + 1)
