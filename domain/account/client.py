"""Where a login came from, as far as anybody can tell."""

from dataclasses import dataclass
from typing import Self

DEVICE_MAX_CHARS = 200


@dataclass(frozen=True, slots=True)
class Client:
    """A program and its network address; empty where unknown.

    `device` is what the program says about itself: it is shown to its user, and proves nothing.
    """

    device: str = ""
    address: str = ""

    @classmethod
    def describe(cls, device: str, address: str) -> Self:
        """Return a client whose `device` is one line of printable text, cut to its bound."""
        printable = "".join(char if char.isprintable() else " " for char in device)
        return cls(" ".join(printable.split())[:DEVICE_MAX_CHARS].rstrip(), address)


UNKNOWN_CLIENT = Client()
"""Where nobody can tell, as in a program that uses the platform as a library."""
