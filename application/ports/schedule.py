"""Doing once what many processes could do."""

from abc import abstractmethod
from datetime import datetime, timedelta
from typing import Protocol


class Schedule(Protocol):
    """Remembers when tasks were last begun, for all processes that share the records."""

    @abstractmethod
    async def take_turn(self, task: str, now: datetime, gap: timedelta) -> bool:
        """Tell whether the caller is to do `task`: nobody else has begun it since `now - gap`.

        Of any number who ask at once, one is told so; if it dies meanwhile, the next is after
        `gap`.

        Raises:
            StoreUnavailableError: the store does not answer.
        """
