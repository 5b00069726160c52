"""Which request the work of the moment belongs to."""

from abc import abstractmethod
from contextlib import AbstractContextManager
from typing import Protocol


class RequestContext(Protocol):
    """Knows the request's id, and has it told in every log line that the request causes."""

    @property
    @abstractmethod
    def request_id(self) -> str | None:
        """The id of the request that is being answered, None where there is none."""

    @abstractmethod
    def resumed(self, request_id: str | None) -> AbstractContextManager[None]:
        """Do what the block does on behalf of an earlier request; None changes nothing."""
