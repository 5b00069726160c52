"""Passwords as people type them, judged by length and commonness alone."""

from dataclasses import dataclass, field
from typing import Self

from domain.violations import ViolationCode, invalid

PASSWORD_MIN_CHARS = 8
"""Source: NIST SP 800-63B-4 section 3.1.1.2, where another factor may be required beside it."""

PASSWORD_MAX_CHARS = 256


@dataclass(frozen=True, slots=True)
class PlainPassword:
    """A password in the clear, compared exactly as sent; never shown by `repr`."""

    text: str = field(repr=False)

    @classmethod
    def choose(
        cls,
        text: str,
        *,
        field: str = "password",
        min_chars: int = PASSWORD_MIN_CHARS,
        max_chars: int = PASSWORD_MAX_CHARS,
        common: frozenset[str] = frozenset(),
        personal: tuple[str, ...] = (),
    ) -> Self:
        """Return a new password, judged.

        Args:
            text: any characters; nothing is trimmed or cut off.
            field: where it came from, for the error.
            min_chars: least length in code points.
            max_chars: greatest length in code points.
            common: well-known passwords in lower case.
            personal: the name and e-mail address of the person.

        Raises:
            ValidationFailedError: `too_short`, `too_long`, `bad_format` or
                `password_too_common` for `field`.
        """
        if len(text) < min_chars:
            raise invalid(field, ViolationCode.TOO_SHORT, f"Needs {min_chars} characters.")
        if len(text) > max_chars:
            message = f"Must have at most {max_chars} characters."
            raise invalid(field, ViolationCode.TOO_LONG, message)
        try:
            text.encode()
        except UnicodeEncodeError:
            message = "Must be text that UTF-8 can hold."
            raise invalid(field, ViolationCode.BAD_FORMAT, message) from None
        lowered = text.lower()
        if lowered in common or lowered in {word.lower() for word in personal}:
            message = "Is too easy to guess."
            raise invalid(field, ViolationCode.PASSWORD_TOO_COMMON, message)
        return cls(text)
