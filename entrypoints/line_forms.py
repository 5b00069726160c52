"""What log lines look like: for machines, and for people."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol, TypeAlias

import msgspec
from msgspec.structs import astuple

from entrypoints.log_cleaning import escape_controls

Record: TypeAlias = dict[str, Any]
"""What a line tells, clean: `at`, `level`, `event`, `request_id` where there is a request, then
anything else, and last of all `exception`, a traceback."""


class FixedRecord(msgspec.Struct, gc=False):
    """The same for a line that is told all the time, and always has the same members.

    Making it takes a third of what a record of any members takes.
    `level` is `info` or `warning`; `at` is set by the logger that tells it.
    """

    at: str
    level: str
    event: str


_TRACEBACK = "exception"
_BREAK = "\n"
_COLOURS = {"warning": "\x1b[33m", "error": "\x1b[31m", "critical": "\x1b[31m"}
_PLAIN = "\x1b[0m"
_PATTERNS = 512
"""Kept; there are as many as the code has kinds of lines."""

_encode_lines = msgspec.json.Encoder().encode_lines


class LineForm(Protocol):
    """Puts lines together; many of them in one step cost less than one by one."""

    @abstractmethod
    def lines(self, records: Sequence[Record | FixedRecord]) -> str:
        """Return a line for each record, ends included."""


class JsonForm(LineForm):
    """One JSON object a line."""

    def lines(self, records: Sequence[Record | FixedRecord]) -> str:
        text = _encode_lines(records).decode()
        # JSON escapes the oldest controls itself; the others are just as good at breaking lines.
        is_plain = text.isascii() and "\x7f" not in text
        return text if is_plain else escape_controls(text, keep=_BREAK)


class ConsoleForm(LineForm):
    """A line for a person, with a traceback below it where there is one."""

    def __init__(self, *, colours: bool) -> None:
        self._colours = _COLOURS if colours else {}

    def lines(self, records: Sequence[Record | FixedRecord]) -> str:
        return "".join([self._line(record) for record in records])

    def _line(self, record: Record | FixedRecord) -> str:
        if isinstance(record, FixedRecord):
            return self._shown(record.__struct_fields__, astuple(record), record.level)
        traceback = record.pop(_TRACEBACK, None)
        line = self._shown(tuple(record), tuple(record.values()), record["level"])
        below = "" if traceback is None else f"{escape_controls(traceback, keep=_BREAK)}\n"
        return f"{line}{below}"

    def _shown(self, names: tuple[str, ...], values: tuple[object, ...], level: str) -> str:
        line = escape_controls(_pattern(names) % values).rstrip()
        if (colour := self._colours.get(level)) is not None:
            line = line.replace(f" {level}", f" {colour}{level}{_PLAIN}", 1)
        return f"{line}\n"


@lru_cache(_PATTERNS)
def _pattern(names: tuple[str, ...]) -> str:
    """Return how a record with these members becomes a line; the first three have no name there."""
    named = [f"{name.replace('%', '%%')}=%s" for name in names[3:]]
    return " ".join(["%s %-8s %-24s", *named])
