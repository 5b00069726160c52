"""Passwords."""

import pytest

from domain.account.password import PlainPassword
from domain.violations import ValidationFailedError, ViolationCode


@pytest.mark.parametrize("text", ["pass word", "  blanks  ", "пароль-пароль", "x" * 256, "🙂" * 8])
def test_P10_any_characters_are_kept_exactly(text: str) -> None:
    assert PlainPassword.choose(text).text == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1234567", ViolationCode.TOO_SHORT),
        ("x" * 257, ViolationCode.TOO_LONG),
        ("half \ud83d surrogate", ViolationCode.BAD_FORMAT),
        ("PassWord123", ViolationCode.PASSWORD_TOO_COMMON),
        ("ada@example.com", ViolationCode.PASSWORD_TOO_COMMON),
        ("Ada Lovelace", ViolationCode.PASSWORD_TOO_COMMON),
    ],
)
def test_P10_passwords_that_are_refused(text: str, code: ViolationCode) -> None:
    with pytest.raises(ValidationFailedError) as caught:
        PlainPassword.choose(
            text,
            common=frozenset({"password123"}),
            personal=("ada lovelace", "ada@example.com"),
        )
    assert [violation.code for violation in caught.value.violations] == [code]


def test_P49_a_password_is_not_shown() -> None:
    assert "correct horse" not in repr(PlainPassword.choose("correct horse"))
