"""Loggers that make a record in one step."""

import logging
from collections.abc import Callable
from typing import Any

import structlog

from entrypoints.line_forms import FixedRecord, Record
from entrypoints.log_cleaning import clean_members, clean_text
from entrypoints.request_context import REQUEST_ID

_LEVELS = {"info": logging.INFO, "warning": logging.WARNING}
"""Of fixed records."""

_CAN_WAIT = frozenset({"info", "debug"})
"""Whatever tells of a fault is written at once: the process may be about to end."""


class LineLogger(structlog.BoundLoggerBase):
    """Makes a record of what is told, nothing secret in it, and has it written.

    structlog's own loggers filter, collect and walk a chain of processors in five calls, which
    took as long as the line itself; and there is one for every request.
    What a logger is bound to is cleaned once.
    """

    least = logging.INFO
    """The level from which on lines are told."""

    _stamp: Callable[[], str]
    _bound: Record | None = None

    @classmethod
    def stamping(cls, stamp: Callable[[], str], *, least: int) -> type["LineLogger"]:
        """Return loggers to whose lines `stamp` tells the time."""
        return type("Logger", (cls,), {"_stamp": staticmethod(stamp), "least": least})

    def debug(self, event: str, **members: Any) -> None:  # noqa: ANN401 - anything may be told
        """Tell what only helps to find faults."""
        if self.least <= logging.DEBUG:
            self._tell("debug", event, members)

    def info(self, event: str, **members: Any) -> None:  # noqa: ANN401
        """Tell what happened."""
        if self.least <= logging.INFO:
            self._tell("info", event, members)

    def warning(self, event: str, **members: Any) -> None:  # noqa: ANN401
        """Tell what somebody may have to look at."""
        if self.least <= logging.WARNING:
            self._tell("warning", event, members)

    def error(self, event: str, **members: Any) -> None:  # noqa: ANN401
        """Tell what failed."""
        self._tell("error", event, members)

    def exception(self, event: str, **members: Any) -> None:  # noqa: ANN401
        """Tell what failed, with the exception that is being handled."""
        self._tell("error", event, {"exc_info": True, **members})

    def log(self, level: int, event: str, **members: Any) -> None:  # noqa: ANN401
        """Tell at a level of the standard library."""
        if self.least <= level:
            self._tell(logging.getLevelName(level).lower(), event, members)

    def tell(self, record: FixedRecord) -> None:
        """Tell `record`, which is clean, at this moment."""
        if self.least <= _LEVELS[record.level]:
            record.at = self._stamp()
            self._write(record.level, record)

    def _tell(self, level: str, event: str, members: dict[str, Any]) -> None:
        if "exc_info" in members:
            members = dict(structlog.processors.format_exc_info(self._logger, level, members))
        if self._bound is None:
            self._bound = clean_members(self._context)
        record: Record = {"at": self._stamp(), "level": level, "event": clean_text(str(event))}
        if (request_id := REQUEST_ID.get()) is not None:
            record["request_id"] = request_id
        record |= self._bound
        record |= clean_members(members)
        self._write(level, record)

    def _write(self, level: str, record: Record | FixedRecord) -> None:
        if level in _CAN_WAIT:
            self._logger.write_soon(record)
        else:
            self._logger.write(record)
