"""Nothing but the outside world, in whatever disguise."""

from ipaddress import ip_address, ip_network

import pytest

from adapters.webhooks.addresses import is_allowed, is_outside

INSIDE = [
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254"),
    *("169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.10", "192.0.2.1"),
    *("192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1"),
    *("239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "::8.8.8.8"),
    *("::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1"),
    *("2001:0:7f00:1::", "2001:db8::1", "2002:7f00:1::", "2002:808:808::", "3fff::1", "5f00::1"),
]
OUTSIDE = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::200e"]


@pytest.mark.parametrize("text", INSIDE)
def test_T40_addresses_of_our_own_are_told_in_every_form(text: str) -> None:
    assert not is_outside(ip_address(text))


@pytest.mark.parametrize("text", OUTSIDE)
def test_public_addresses_are_outside(text: str) -> None:
    assert is_outside(ip_address(text))


def test_an_operator_allows_networks_of_their_own() -> None:
    allowed = (ip_network("10.1.0.0/16"), ip_network("fd00::/8"))

    assert is_allowed(ip_address("10.1.2.3"), allowed)
    assert is_allowed(ip_address("fd00::1"), allowed)
    assert not is_allowed(ip_address("10.2.0.1"), allowed)
    assert not is_allowed(ip_address("::ffff:10.1.2.3"), allowed)
