"""Structured logs: one JSON object a line, or lines for a person; secrets masked either way."""

import logging
import sys
from collections.abc import Callable, MutableMapping
from datetime import datetime, tzinfo
from typing import Any, TextIO

import msgspec
import structlog
from structlog.typing import EventDict, Processor

from entrypoints.log_cleaning import clean_member, escape_controls

_RECORD_FIELDS = frozenset(vars(logging.makeLogRecord({})))
_OWN_LOGGERS = ("domain", "application", "adapters", "entrypoints")
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
    processors: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
        _Stamp(now, zone),
        _clean_members,
        _render_json if as_json else _ConsoleLines(colours=target.isatty()),
    ]
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=target),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_Forwarding()], force=True)
    for name in _OWN_LOGGERS:
        logging.getLogger(name).setLevel(level)


class _Stamp:
    """Puts the time first, in the operator's zone."""

    def __init__(self, now: Callable[[], datetime], zone: tzinfo) -> None:
        self._now = now
        self._zone = zone

    def __call__(self, _logger: object, _method: str, event: EventDict) -> EventDict:
        at = self._now().astimezone(self._zone).isoformat(timespec="milliseconds")
        return {"at": at, "level": event.pop("level"), "event": event.pop("event"), **event}


def _clean_members(_logger: object, _method: str, event: EventDict) -> EventDict:
    return {name: clean_member(name, value) for name, value in event.items()}


def _render_json(_logger: object, _method: str, event: EventDict) -> str:
    line = _encode(event).decode()
    # JSON escapes the oldest controls itself; the others are just as good at breaking lines.
    return line if line.isascii() and "\x7f" not in line else escape_controls(line)


class _ConsoleLines:
    """Renders a line for a person, with a traceback below it where there is one."""

    def __init__(self, *, colours: bool) -> None:
        self._render = structlog.dev.ConsoleRenderer(
            colors=colours,
            timestamp_key="at",
            exception_formatter=structlog.dev.plain_traceback,
        )

    def __call__(self, logger: object, method: str, event: MutableMapping[str, Any]) -> str:
        escaped = {
            name: escape_controls(value, keep="\n" if name == "exception" else "")
            if isinstance(value, str)
            else value
            for name, value in event.items()
        }
        return str(self._render(logger, method, escaped))


class _Forwarding(logging.Handler):
    """Passes what libraries log through the same form."""

    def emit(self, record: logging.LogRecord) -> None:
        extra = {name: vars(record)[name] for name in vars(record).keys() - _RECORD_FIELDS}
        logger = structlog.get_logger(source=record.name)
        logger.log(record.levelno, record.getMessage(), exc_info=record.exc_info, **extra)
