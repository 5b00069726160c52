"""Counting uses, so that there are no more than a rate allows."""

from abc import abstractmethod
from typing import NamedTuple, Protocol

from application.limits import Rate


class Standing(NamedTuple):
    """How a key stands against its rate.

    `remaining` uses are left at this moment; in `reset_s` seconds, rounded up, the next one that
    was counted is forgotten.
    """

    is_allowed: bool
    remaining: int
    reset_s: int


class RateLimits(Protocol):
    """Counts uses by key, over windows that slide; a counter that is away never ends counting.

    A key is always used with the same rate.
    """

    @abstractmethod
    async def take(self, key: str, rate: Rate) -> Standing:
        """Count a use, unless that makes more than `rate` allows; a refused use is not counted.

        Of any number of parallel calls, no more than `rate.count` are allowed.
        """

    @abstractmethod
    async def give_back(self, key: str) -> None:
        """Forget the newest use; of a key without any, nothing."""

    @abstractmethod
    async def forget(self, key: str) -> None:
        """Forget every use."""
