"""Time, passed in."""

from abc import abstractmethod
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits."""

    @abstractmethod
    def now(self) -> datetime:
        """Return the present instant: aware, UTC, whole milliseconds."""

    @abstractmethod
    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`, measured by a clock that never jumps."""
