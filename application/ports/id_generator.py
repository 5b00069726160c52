"""Ids and other randomness, passed in."""

from abc import abstractmethod
from typing import Protocol


class IdGenerator(Protocol):
    """Makes values that nobody can foresee."""

    @abstractmethod
    def new_id(self) -> str:
        """Return a UUID of version 7 in canonical text; later calls sort after earlier ones.

        Source: RFC 9562 section 5.7.
        """

    @abstractmethod
    def new_secret(self) -> str:
        """Return 256 random bits as URL-safe text."""

    @abstractmethod
    def jitter(self) -> float:
        """Return a random number, 0.0 up to but not including 1.0."""
