"""Loggers that make a line in one step."""

import logging
from collections.abc import Callable
from typing import Any

import structlog

from entrypoints.line_forms import LineForm, LineHead
from entrypoints.log_cleaning import clean_members, clean_text
from entrypoints.request_context import REQUEST_ID

_CAN_WAIT = frozenset({"info", "debug"})
"""Whatever tells of a fault is written at once: the process may be about to end."""


class LineLogger(structlog.BoundLoggerBase):
    """Has its form make a line in one step, nothing secret in it, and writes it.

    structlog's own loggers filter, collect and walk a chain of processors in five calls, which
    took as long as the line itself; and there is one for every request.
    What a logger is bound to is rendered once.
    """

    least = logging.INFO
    """The level from which on lines are told."""

    _form: LineForm
    _stamp: Callable[[], str]
    _bound: str | None = None

    @classmethod
    def writing(cls, form: LineForm, stamp: Callable[[], str], *, least: int) -> type["LineLogger"]:
        """Return loggers of this form; `stamp` tells the time as text."""
        members = {"_form": form, "_stamp": staticmethod(stamp), "least": least}
        return type("Logger", (cls,), members)

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
        if "exc_info" in members:
            members = dict(structlog.processors.format_exc_info(self._logger, level, members))
        bound = self._bound_part()
        if not self._context.keys().isdisjoint(members):
            bound, members = "", {**self._context, **members}
        cleaned = clean_members(members)
        traceback = cleaned.pop("exception", None)
        head = LineHead(self._stamp(), level, clean_text(str(event)), REQUEST_ID.get())
        line = self._form.line(head, (bound, self._form.part(cleaned)), traceback)
        if level in _CAN_WAIT:
            self._logger.write_soon(line)
        else:
            self._logger.write(line)

    def _bound_part(self) -> str:
        if self._bound is None:
            self._bound = self._form.part(clean_members(self._context))
        return self._bound
