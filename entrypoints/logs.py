"""Structured logs: one JSON object a line, or lines for a person; secrets masked either way."""

import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import TextIO, TypeAlias

import msgspec
import structlog
from structlog.typing import EventDict

from entrypoints.line_logger import LineLogger
from entrypoints.line_sink import LineSink
from entrypoints.log_cleaning import clean_members, clean_text, escape_controls
from entrypoints.request_context import REQUEST_ID

_RECORD_FIELDS = frozenset(vars(logging.makeLogRecord({})))
_OWN_LOGGERS = ("domain", "application", "adapters", "entrypoints")
_SECOND = timedelta(seconds=1)
_SECOND_CHARS = len("2026-01-02T03:04:05")
_BREAK = "\n"
_COLOURS = {"warning": "\x1b[33m", "error": "\x1b[31m", "critical": "\x1b[31m"}
_PLAIN = "\x1b[0m"
_PATTERNS = 512
"""Kept; there are as many as the code has kinds of lines."""

_Render: TypeAlias = Callable[[str, str, str, EventDict], str]
_encode = msgspec.json.Encoder(enc_hook=str).encode


def configure_logging(
    *,
    as_json: bool,
    zone: tzinfo,
    now: Callable[[], datetime],
    stream: TextIO | None = None,
    level: int = logging.INFO,
) -> None:
    """Send every log line of this process, those of libraries too, through one form.

    Args:
        as_json: one JSON object a line; else lines for a person.
        zone: whose local time the lines tell, with its offset.
        now: returns aware instants.
        stream: where to; standard error where nothing is said.
        level: the least important that is told of our own; of libraries, warnings are.
    """
    target = sys.stderr if stream is None else stream
    render = _render_json if as_json else _ConsoleLines(colours=target.isatty())
    sink = LineSink(target)
    structlog.configure(
        processors=[_Lines(_Stamp(now, zone), render)],
        wrapper_class=type("Logger", (LineLogger,), {"least": level}),
        logger_factory=lambda *_: sink,
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_Forwarding(sink)], force=True)
    for name in _OWN_LOGGERS:
        logging.getLogger(name).setLevel(level)


class _Lines:
    """Makes a line of an event: time, level, event and request first, and nothing secret.

    One step in place of a chain: there is a line for every request.
    """

    def __init__(self, stamp: Callable[[], str], render: _Render) -> None:
        self._stamp = stamp
        self._render = render

    def __call__(self, logger: object, method: str, event: EventDict) -> str:
        if "exc_info" in event:
            event = structlog.processors.format_exc_info(logger, method, event)
        told = clean_text(str(event.pop("event")))
        members = clean_members(event)
        if (request_id := REQUEST_ID.get()) is not None:
            members = {"request_id": request_id, **members}
        return self._render(self._stamp(), method, told, members)


class _Stamp:
    """The time in the operator's zone; what is before the milliseconds is spelled once a second."""

    def __init__(self, now: Callable[[], datetime], zone: tzinfo) -> None:
        self._now = now
        self._zone = zone
        self._began = self._ends = datetime.min.replace(tzinfo=UTC)
        self._spelled = ("", "")
        self._latest = (self._began, "")

    def __call__(self) -> str:
        now = self._now()
        latest, text = self._latest
        if now is not latest:
            text = self._spell(now)
            self._latest = (now, text)
        return text

    def _spell(self, now: datetime) -> str:
        if not self._began <= now < self._ends:
            self._began = now.replace(microsecond=0)
            self._ends = self._began + _SECOND
            spelled = self._began.astimezone(self._zone).isoformat()
            self._spelled = (spelled[:_SECOND_CHARS], spelled[_SECOND_CHARS:])
        before, offset = self._spelled
        return f"{before}.{now.microsecond // 1000:03d}{offset}"


def _render_json(at: str, level: str, told: str, members: EventDict) -> str:
    line = _encode({"at": at, "level": level, "event": told, **members}).decode()
    # JSON escapes the oldest controls itself; the others are just as good at breaking lines.
    return line if line.isascii() and "\x7f" not in line else escape_controls(line)


class _ConsoleLines:
    """Renders a line for a person, with a traceback below it where there is one."""

    def __init__(self, *, colours: bool) -> None:
        self._colours = colours

    def __call__(self, at: str, level: str, told: str, members: EventDict) -> str:
        traceback = members.pop("exception", None)
        shown = f"{_COLOURS.get(level, '')}{level:<8}{_PLAIN}" if self._colours else f"{level:<8}"
        text = f"{told:<24} {_pattern(tuple(members)) % tuple(members.values())}"
        line = f"{at} {shown} {escape_controls(text)}"
        return line if traceback is None else f"{line}\n{escape_controls(traceback, keep=_BREAK)}"


@lru_cache(_PATTERNS)
def _pattern(names: tuple[str, ...]) -> str:
    """Return the words that all lines with members of these names have in common."""
    return " ".join([f"{name.replace('%', '%%')}=%s" for name in names])


class _Forwarding(logging.Handler):
    """Passes what libraries log through the same form; flushed as the process ends."""

    def __init__(self, sink: LineSink) -> None:
        super().__init__()
        self._sink = sink

    def flush(self) -> None:
        self._sink.flush()

    def emit(self, record: logging.LogRecord) -> None:
        extra = {name: vars(record)[name] for name in vars(record).keys() - _RECORD_FIELDS}
        logger = structlog.get_logger(source=record.name)
        logger.log(record.levelno, record.getMessage(), exc_info=record.exc_info, **extra)
