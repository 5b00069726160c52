"""What a program says about itself is shown, and so it is made harmless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.account.client import DEVICE_MAX_CHARS, Client


@given(st.text(max_size=1000))
def test_T43_a_device_is_one_short_printable_line(told: str) -> None:
    device = Client.describe(told, "127.0.0.1").device
    assert device.isprintable()
    assert device == device.strip()
    assert len(device) <= DEVICE_MAX_CHARS


def test_what_cannot_be_shown_separates_words() -> None:
    assert Client.describe(" Fire\tfox\x1b[31m\u202e 1 ", "").device == "Fire fox [31m 1"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:0:1:2:3:4:5", "2001:db8:0:1::/64"),
        ("", ""),
        ("somewhere", "somewhere"),
    ],
)
def test_a_network_is_one_place(address: str, network: str) -> None:
    assert Client(address=address).network == network
