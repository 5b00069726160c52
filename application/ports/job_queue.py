"""Waking workers, and waiting to be woken."""

from abc import abstractmethod
from typing import Protocol


class JobQueue(Protocol):
    """Tells workers that there is work; the records say which.

    A wake-up may be lost, repeated or late: the record is the truth, and every worker looks at
    the records by itself from time to time.
    """

    @abstractmethod
    async def wake(self) -> None:
        """Have an idle worker look for due work soon; never fails and never waits for the work."""


class WakeUps(Protocol):
    """Where a worker waits for work; the other end of a `JobQueue`."""

    @abstractmethod
    async def wait(self, timeout_s: float) -> None:
        """Return when woken, and after `timeout_s` in any case; never fails.

        One wake-up ends one wait, of whichever worker, also a wait that begins later.
        """
