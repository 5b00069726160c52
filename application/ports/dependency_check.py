"""Whether the parts that the service needs answer."""

from abc import abstractmethod
from typing import Protocol


class DependencyCheck(Protocol):
    """One part, by name."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The name that operators see, such as `database`."""

    @abstractmethod
    async def check(self) -> None:
        """Return when the part answers.

        Raises:
            ServiceUnavailableError: it does not.
        """
