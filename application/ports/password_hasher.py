"""Hashing of passwords, which costs time on purpose."""

from abc import abstractmethod
from typing import Protocol

from domain.account.password import PlainPassword


class PasswordHasher(Protocol):
    """Hashes off the event loop, a bounded number at once.

    Every method raises OverloadedError at once when too many calls are waiting.
    """

    @abstractmethod
    async def hash(self, password: PlainPassword) -> str:
        """Return a salted hash in PHC text form; two calls never return the same."""

    @abstractmethod
    async def verify(self, password: PlainPassword, password_hash: str | None) -> bool:
        """Tell whether `password` made `password_hash`.

        None stands for an account that does not exist: it costs the same and answers False.
        A stored text that is no hash answers False.
        """

    @abstractmethod
    def needs_rehash(self, password_hash: str) -> bool:
        """Tell whether `password_hash` was made with other parameters than today's."""
