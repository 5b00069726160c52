"""Reading settings so that every fault is told at once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

from entrypoints.units import (
    BOOLEAN_FORM,
    DURATION_FORM,
    SIZE_FORM,
    parse_boolean,
    parse_duration,
    parse_size,
)

Value = TypeVar("Value")


class SettingsError(Exception):
    """One or more settings are wrong; `faults` names each, what was found and what is allowed."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        lines = "".join(f"\n  - {fault}" for fault in faults)
        super().__init__(f"These settings are wrong:{lines}")


class SettingReader:
    """Reads named values from a mapping; an empty value counts as absent.

    A fault yields the default and is remembered, so that reading goes on.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._faults: list[str] = []

    def raise_if_any(self) -> None:
        """Raise everything that was found.

        Raises:
            SettingsError: at least one setting is wrong.
        """
        if self._faults:
            raise SettingsError(self._faults)

    def refuse(self, name: str, allowed: str, found: str | None = None) -> None:
        """Remember a fault; `found` stays out where the value is a secret."""
        shown = "" if found is None else f" is {found!r}, but"
        self._faults.append(f"{name}{shown} must be {allowed}")

    def text(self, name: str, default: str = "") -> str:
        """Return the text, without blanks around it."""
        return self._environ.get(name, "").strip() or default

    def choice(self, name: str, default: str, allowed: Sequence[str]) -> str:
        """Return one of `allowed`."""
        value = self.text(name, default)
        if value not in allowed:
            self.refuse(name, " or ".join(allowed), value)
            return default
        return value

    def boolean(self, name: str, *, default: bool) -> bool:
        """Return True or False."""
        return self.parsed(name, default, parse_boolean, BOOLEAN_FORM)

    def integer(self, name: str, default: int, *, least: int, most: int | None = None) -> int:
        """Return a whole number within bounds."""
        allowed = f"a whole number from {least}" + (f" to {most}" if most is not None else "")
        value = self.parsed(name, default, int, allowed)
        if value < least or (most is not None and value > most):
            self.refuse(name, allowed, str(value))
        return value

    def number(self, name: str, default: float, *, least: float) -> float:
        """Return a number that is at least `least`."""
        value = self.parsed(name, default, float, f"a number from {least}")
        if not value >= least:
            self.refuse(name, f"a number from {least}", str(value))
        return value

    def size(self, name: str, default: int, *, least: int = 0) -> int:
        """Return a number of bytes."""
        value = self.parsed(name, default, parse_size, SIZE_FORM)
        if value < least:
            self.refuse(name, f"at least {least} bytes", self.text(name))
        return value

    def duration(
        self,
        name: str,
        default: timedelta,
        *,
        least: timedelta = timedelta(seconds=1),
        most: timedelta | None = None,
    ) -> timedelta:
        """Return a span within bounds."""
        value = self.parsed(name, default, parse_duration, DURATION_FORM)
        if value < least:
            self.refuse(name, f"at least {least.total_seconds():g}s", self.text(name))
        if most is not None and value > most:
            self.refuse(name, f"at most {most.total_seconds():g}s", self.text(name))
        return value

    def parsed(
        self, name: str, default: Value, parse: Callable[[str], Value], allowed: str
    ) -> Value:
        """Return what `parse` makes of the text; its ValueError is a fault."""
        text = self.text(name)
        if not text:
            return default
        try:
            return parse(text)
        except ValueError:
            self.refuse(name, allowed, text)
            return default
