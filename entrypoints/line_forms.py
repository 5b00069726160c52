"""What log lines look like: for machines, and for people."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, Protocol

import msgspec

from entrypoints.log_cleaning import escape_controls

_BREAK = "\n"
_COLOURS = {"warning": "\x1b[33m", "error": "\x1b[31m", "critical": "\x1b[31m"}
_PLAIN = "\x1b[0m"
_PATTERNS = 512
"""Kept; there are as many as the code has kinds of lines."""

_encode = msgspec.json.Encoder(enc_hook=str).encode


class LineHead(NamedTuple):
    """What every line begins with, clean; `request_id` is None outside of requests."""

    at: str
    level: str
    event: str
    request_id: str | None


class LineForm(Protocol):
    """Puts lines together from parts, so that what comes again is rendered once."""

    @abstractmethod
    def part(self, members: Mapping[str, object]) -> str:
        """Return clean members as a part of a line."""

    @abstractmethod
    def line(self, head: LineHead, parts: Iterable[str], traceback: object = None) -> str:
        """Return a line without its end."""


class JsonForm(LineForm):
    """One JSON object a line."""

    def part(self, members: Mapping[str, object]) -> str:
        text = _encode(members).decode()[1:-1]
        # JSON escapes the oldest controls itself; the others are just as good at breaking lines.
        return text if text.isascii() and "\x7f" not in text else escape_controls(text)

    def line(self, head: LineHead, parts: Iterable[str], traceback: object = None) -> str:
        told = {"at": head.at, "level": head.level, "event": head.event}
        if head.request_id is not None:
            told["request_id"] = head.request_id
        last = () if traceback is None else (self.part({"exception": traceback}),)
        return f"{{{','.join([self.part(told), *filter(None, parts), *last])}}}"


class ConsoleForm(LineForm):
    """A line for a person, with a traceback below it where there is one."""

    def __init__(self, *, colours: bool) -> None:
        self._colours = _COLOURS if colours else {}

    def part(self, members: Mapping[str, object]) -> str:
        return escape_controls(_pattern(tuple(members)) % tuple(members.values()))

    def line(self, head: LineHead, parts: Iterable[str], traceback: object = None) -> str:
        shown = f"{head.level:<8}"
        if (colour := self._colours.get(head.level)) is not None:
            shown = f"{colour}{shown}{_PLAIN}"
        told = f"{head.event:<24}"
        if head.request_id is not None:
            told = f"{told} request_id={head.request_id}"
        line = " ".join([head.at, shown, escape_controls(told), *filter(None, parts)])
        return (
            line if traceback is None else f"{line}\n{escape_controls(str(traceback), keep=_BREAK)}"
        )


@lru_cache(_PATTERNS)
def _pattern(names: tuple[str, ...]) -> str:
    return " ".join([f"{name.replace('%', '%%')}=%s" for name in names])
