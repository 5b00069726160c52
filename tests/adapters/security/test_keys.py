"""Which key signs, and which signatures count."""

import pytest

from adapters.security.keys import KeyRing

CURRENT, PREVIOUS = b"c" * 32, b"p" * 32


@pytest.mark.parametrize("secrets", [(b"x" * 31, None), (b"", None), (CURRENT, b"x" * 31)])
def test_T45_a_short_secret_is_refused(secrets: tuple[bytes, bytes | None]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        KeyRing(*secrets)


def test_the_current_key_signs_and_both_are_found() -> None:
    keys = KeyRing(CURRENT, PREVIOUS)

    assert keys.current.secret == CURRENT
    assert keys.find(keys.current.id) == keys.current
    assert keys.find(KeyRing(PREVIOUS).current.id) == KeyRing(PREVIOUS).current
    assert keys.find("00000000") is None


def test_a_purpose_has_keys_of_its_own() -> None:
    keys = KeyRing(CURRENT, PREVIOUS)
    one, other = keys.derive("one"), keys.derive("other")

    assert len({keys.current.secret, one.current.secret, other.current.secret}) == 3
    assert one.current == keys.derive("one").current
    assert one.find(KeyRing(PREVIOUS).derive("one").current.id) is not None


def test_P49_a_key_does_not_show_its_secret() -> None:
    assert "ccc" not in repr(KeyRing(CURRENT).current)
