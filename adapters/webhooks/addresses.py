"""Which addresses lie in the outside world.

Sources: the IANA registries of special-purpose addresses (RFC 6890), which `ipaddress` knows in
the edition of its Python; what must never depend on that edition is listed here as well.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_REFUSED_V4 = (
    IPv4Network("0.0.0.0/8"),
    IPv4Network("10.0.0.0/8"),
    IPv4Network("100.64.0.0/10"),  # shared by the customers of a provider
    IPv4Network("127.0.0.0/8"),
    IPv4Network("169.254.0.0/16"),  # link-local: the metadata services of clouds
    IPv4Network("172.16.0.0/12"),
    IPv4Network("192.0.0.0/24"),  # protocol assignments
    IPv4Network("192.88.99.0/24"),  # relays to IPv6, deprecated
    IPv4Network("192.168.0.0/16"),
    IPv4Network("198.18.0.0/15"),  # benchmarks
    IPv4Network("224.0.0.0/3"),  # multicast, reserved and broadcast
)
_UNICAST_V6 = IPv6Network("2000::/3")
"""All that is global unicast: loopback, local, mapped (::ffff:0:0/96), compatible and translated
(64:ff9b::/96) forms lie outside."""

_REFUSED_V6 = (
    IPv6Network("2001::/23"),  # protocol assignments; Teredo carries an IPv4 address
    IPv6Network("2001:db8::/32"),  # documentation
    IPv6Network("2002::/16"),  # 6to4 carries an IPv4 address
    IPv6Network("3fff::/20"),  # documentation
)


def parse_address(text: str) -> Address | None:
    """Return the address that `text` spells in full, or None."""
    try:
        return ip_address(text)
    except ValueError:
        return None


def is_outside(address: Address) -> bool:
    """Tell whether an address is global unicast and leads nowhere else in disguise."""
    if isinstance(address, IPv4Address):
        return address.is_global and not _is_in(address, _REFUSED_V4)
    if address.scope_id is not None or address not in _UNICAST_V6:
        return False
    return address.is_global and not _is_in(address, _REFUSED_V6)


def is_allowed(address: Address, allowed: Iterable[Network]) -> bool:
    """Tell whether an address is outside, or in a network that the operator allows."""
    return _is_in(address, allowed) or is_outside(address)


def _is_in(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks)
