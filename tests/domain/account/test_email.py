"""E-mail addresses."""

import pytest

from domain.account.email import EmailAddress
from domain.violations import ValidationFailedError


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ada@example.com", "ada@example.com"),
        ("  Ada@Example.COM\n", "ada@example.com"),
        ("a.b+tag@sub.example.co", "a.b+tag@sub.example.co"),
    ],
)
def test_P9_addresses_are_kept_in_lower_case_without_blanks(typed: str, kept: str) -> None:
    assert EmailAddress.parse(typed).text == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "ada@",
        "@example.com",
        "ada@example",
        "a da@example.com",
        ".ada@example.com",
        "ada.@example.com",
        "a..da@example.com",
        "ada@-example.com",
        "ada@example..com",
        "ada@b@example.com",
        "ädä@example.com",
        "ada@exämple.com",
        "ada@example.com\nBcc: x@y.z",
        "a" * 65 + "@example.com",
        "a@" + "b" * 250 + ".com",
    ],
)
def test_P9_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(ValidationFailedError):
        EmailAddress.parse(typed)


@pytest.mark.parametrize("piece", ["a", "a.", "@", "a@", "-", ".a"])
def test_T23_repeated_characters_are_judged_at_once(piece: str) -> None:
    with pytest.raises(ValidationFailedError):
        EmailAddress.parse(piece * 1_000_000)
