"""What every text that people type must satisfy."""

import unicodedata

from domain.violations import ViolationCode, invalid

_LINE_CONTROLS = frozenset("\n\r\t")


def clean_text(
    field: str, text: str, *, min_chars: int, max_chars: int, multiline: bool = False
) -> str:
    """Return `text` without surrounding blanks, after judging it.

    Length is judged after trimming and counted in code points.
    Control characters are refused; line breaks and tabs pass where `multiline` is set.

    Raises:
        ValidationFailedError: `too_short`, `too_long` or `bad_format` for `field`.
    """
    trimmed = text.strip()
    if len(trimmed) < min_chars:
        code = ViolationCode.REQUIRED if not trimmed else ViolationCode.TOO_SHORT
        raise invalid(field, code, f"Must have at least {min_chars} characters.")
    if len(trimmed) > max_chars:
        raise invalid(field, ViolationCode.TOO_LONG, f"Must have at most {max_chars} characters.")
    allowed = _LINE_CONTROLS if multiline else frozenset[str]()
    if any(is_forbidden(char) and char not in allowed for char in trimmed):
        raise invalid(field, ViolationCode.BAD_FORMAT, "Must not hold control characters.")
    return trimmed


def is_forbidden(char: str) -> bool:
    """Tell whether `char` is a control character or half of a surrogate pair."""
    return unicodedata.category(char) in {"Cc", "Cs"}
