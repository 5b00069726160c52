"""Waking those who wait for events."""

from abc import abstractmethod
from contextlib import AbstractContextManager
from typing import Protocol

from domain.ids import UserId


class EventWatch(Protocol):
    """One reader's ear for the events of one owner."""

    @property
    @abstractmethod
    def is_over(self) -> bool:
        """Whether this process is stopping, so that waiting on has no use."""

    @abstractmethod
    async def wait(self, timeout_s: float) -> bool:
        """Return True once the log may hold something new, False after `timeout_s`.

        New is what came since the last call that returned True, or since the watch began: who
        begins to watch, reads the log and then waits, sleeps over nothing.
        """


class EventSignals(Protocol):
    """Tells readers that the log has something new; the log says what.

    A signal may come for nothing, or late: by half a second at most where another process made the
    change, and by two where that process died right after it.
    """

    @abstractmethod
    async def announce(self, owner_id: UserId) -> None:
        """Wake those who watch the owner's events; never fails and never waits for them."""

    @abstractmethod
    def watch(self, owner_id: UserId) -> AbstractContextManager[EventWatch]:
        """Listen for as long as the block lasts."""
