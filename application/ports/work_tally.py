"""What this process has done beside requests."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class WorkDone:
    """Sums since the start of the process.

    `attempts` are counted by outcome, `swept` by kind: see WorkObserver.
    `media_s` plays what finished attempts made in `work_s`.
    """

    attempts: Mapping[str, int]
    swept: Mapping[str, int]
    media_s: float
    work_s: float


class WorkTally(Protocol):
    """Keeps the sums."""

    @abstractmethod
    def read(self) -> WorkDone:
        """Return them as they are now."""
