"""One log line for every request."""

import structlog

from entrypoints.http.asgi import Scope
from entrypoints.http.exchange import Exchange

_FIRST_SERVER_ERROR = 500
_TENTHS = 10_000
"""Tenths of a millisecond in a second: none less is told."""


class AccessLog:
    """Tells method, path, status, code, time taken, address and user; never a query or a body."""

    def __init__(self) -> None:
        # Bound once: a lazy logger would be put together for every line.
        self._log: structlog.stdlib.BoundLogger = structlog.get_logger(source="access").bind()

    def tell(self, scope: Scope, exchange: Exchange, duration_s: float) -> None:
        """Tell of an exchange that is over."""
        client, actor, status = scope["client"], scope.get("user"), exchange.status
        tell = self._log.warning if status >= _FIRST_SERVER_ERROR else self._log.info
        tell(
            "request",
            method=scope["method"],
            path=exchange.path,
            status=status,
            code=exchange.problem_code,
            duration_ms=int(duration_s * _TENTHS) / 10,
            address=client[0] if client else None,
            user_id=actor.user_id if actor else None,
        )
