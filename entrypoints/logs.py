"""Structured logs: one JSON object a line, or lines for a person; secrets masked either way."""

import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TextIO

import structlog

from entrypoints.line_forms import ConsoleForm, JsonForm
from entrypoints.line_logger import LineLogger
from entrypoints.line_sink import LineSink

_RECORD_FIELDS = frozenset(vars(logging.makeLogRecord({})))
_OWN_LOGGERS = ("domain", "application", "adapters", "entrypoints")
_SECOND = timedelta(seconds=1)
_SECOND_CHARS = len("2026-01-02T03:04:05")


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
    form = JsonForm() if as_json else ConsoleForm(colours=target.isatty())
    sink = LineSink(target, form)
    structlog.configure(
        processors=[],
        wrapper_class=LineLogger.stamping(_Stamp(now, zone), least=level),
        logger_factory=lambda *_: sink,
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_Forwarding(sink)], force=True)
    for name in _OWN_LOGGERS:
        logging.getLogger(name).setLevel(level)


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
