"""Loggers that make a line in one step."""

import logging
from typing import Any

import structlog

_CAN_WAIT = ("info", "debug")
"""Whatever tells of a fault is written at once: the process may be about to end."""


class LineLogger(structlog.BoundLoggerBase):
    """Has the one processor of the configuration make a line, and writes it.

    structlog's own loggers filter, collect and walk a chain of processors in five calls, which
    took as long as the line itself; and there is one for every request.
    """

    least = logging.INFO
    """The level from which on lines are told."""

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

    def _tell(self, level: str, event: str, members: dict[str, Any]) -> None:
        told = {**self._context, **members, "event": event}
        (make_line,) = self._processors
        line = make_line(self._logger, level, told)
        if level in _CAN_WAIT:
            self._logger.write_soon(line)
        else:
            self._logger.write(line)
