"""Which workers are certainly gone, so that nobody waits for their leases."""

from abc import abstractmethod
from typing import Protocol


class WorkerPresence(Protocol):
    """Names workers, and tells those that have ended."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The name of this process's worker, which no other ever has."""

    @abstractmethod
    def is_gone(self, worker: str) -> bool:
        """Tell whether the worker with this name has certainly ended.

        Workers of other machines, and whatever is in doubt, are not gone: their lease decides.
        """
