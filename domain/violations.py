"""Faults of single input fields, and how several are told at once."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from domain.errors import ErrorKind, PlatformError

Value = TypeVar("Value")


class ViolationCode(StrEnum):
    """Why a field was refused."""

    REQUIRED = "required"
    WRONG_TYPE = "wrong_type"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    BAD_FORMAT = "bad_format"
    OUT_OF_RANGE = "out_of_range"
    UNKNOWN_FIELD = "unknown_field"
    PASSWORD_TOO_COMMON = "password_too_common"  # noqa: S105 - a code, not a password


@dataclass(frozen=True, slots=True)
class Violation:
    """One refused field, with a message for a person."""

    field: str
    code: ViolationCode
    message: str


class ValidationFailedError(PlatformError):
    """One or more fields were refused; `violations` lists every one that was found."""

    code = "validation_failed"
    kind = ErrorKind.INVALID
    message = "Some fields are not valid."

    def __init__(self, *violations: Violation) -> None:
        super().__init__()
        self.violations = violations


def invalid(field: str, code: ViolationCode, message: str) -> ValidationFailedError:
    """Return the error for one refused field."""
    return ValidationFailedError(Violation(field, code, message))


class Violations:
    """Collects the violations of several fields, so that one answer tells all of them."""

    def __init__(self) -> None:
        self._found: list[Violation] = []

    def check(self, parse: Callable[[], Value]) -> Value | None:
        """Return what `parse` returns, or None after noting the violations that it raised."""
        try:
            return parse()
        except ValidationFailedError as error:
            self._found.extend(error.violations)
            return None

    def add(self, violation: Violation) -> None:
        """Note one more."""
        self._found.append(violation)

    def __bool__(self) -> bool:
        return bool(self._found)

    def as_error(self) -> ValidationFailedError:
        """Return one error that tells everything collected."""
        return ValidationFailedError(*self._found)
