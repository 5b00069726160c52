"""One log line for every request."""

from functools import cached_property
from typing import Any

import structlog
from msgspec.structs import asdict

from entrypoints.http.asgi import Scope
from entrypoints.http.exchange import Exchange
from entrypoints.line_forms import FixedRecord
from entrypoints.line_logger import LineLogger
from entrypoints.log_cleaning import clean_text

_FIRST_SERVER_ERROR = 500
_TENTHS = 10_000
"""Tenths of a millisecond in a second: none less is told."""


class _AccessRecord(FixedRecord):
    request_id: str
    source: str
    method: str
    status: int
    code: str | None
    address: str | None
    user_id: str | None
    path: str
    duration_ms: float


class AccessLog:
    """Tells method, path, status, code, time taken, address and user; never a query or a body."""

    @cached_property
    def _log(self) -> Any:  # noqa: ANN401 - of whatever kind is configured
        # When it is first needed: logging may be configured after the application was made.
        return structlog.get_logger().bind()

    def tell(self, scope: Scope, exchange: Exchange, duration_s: float) -> None:
        """Tell of an exchange that is over."""
        client, actor = scope["client"], scope.get("user")
        record = _AccessRecord(
            "",
            "warning" if exchange.status >= _FIRST_SERVER_ERROR else "info",
            "request",
            exchange.request_id,
            "access",
            clean_text(scope["method"]),
            exchange.status,
            exchange.problem_code,
            client[0] if client else None,
            str(actor.user_id) if actor else None,
            clean_text(exchange.path),
            int(duration_s * _TENTHS) / 10,
        )
        if isinstance(self._log, LineLogger):
            self._log.tell(record)
        else:
            # Whoever embeds the application may log in another way.
            members = asdict(record)
            del members["at"]
            getattr(self._log, members.pop("level"))(**members)
