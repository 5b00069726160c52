"""Where a login came from, as far as anybody can tell."""

import ipaddress
from dataclasses import dataclass
from typing import Self

DEVICE_MAX_CHARS = 200

_IPV6_PREFIX_BITS = 64
"""What one subscriber is given at least: within it, addresses cost nothing.

Source: RFC 6177 section 2."""


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

    @property
    def network(self) -> str:
        """What counts as one place: an IPv4 address, or the /64 network of an IPv6 address.

        What is no address stands for itself.
        """
        try:
            address = ipaddress.ip_address(self.address)
        except ValueError:
            return self.address
        if isinstance(address, ipaddress.IPv4Address):
            return str(address)
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        network = ipaddress.IPv6Network((int(address), _IPV6_PREFIX_BITS), strict=False)
        return str(network)


UNKNOWN_CLIENT = Client()
"""Where nobody can tell, as in a program that uses the platform as a library."""
