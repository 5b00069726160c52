"""The request that log lines tell of."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from application.ports.request_context import RequestContext


class LogContext(RequestContext):
    """Reads and sets the variable from which log lines take their request's id.

    Tasks inherit it from the one that starts them.
    """

    def __init__(self, variable: ContextVar[str | None]) -> None:
        self._variable = variable

    @property
    def request_id(self) -> str | None:
        return self._variable.get()

    @contextmanager
    def resumed(self, request_id: str | None) -> Iterator[None]:
        before = self._variable.set(request_id or self._variable.get())
        try:
            yield
        finally:
            self._variable.reset(before)
