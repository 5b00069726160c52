"""One log line for every request."""

from functools import lru_cache

import structlog

from entrypoints.http.asgi import Scope
from entrypoints.http.exchange import Exchange

_FIRST_SERVER_ERROR = 500
_TENTHS = 10_000
"""Tenths of a millisecond in a second: none less is told."""

_REMEMBERED = 1024


class AccessLog:
    """Tells method, path, status, code, time taken, address and user; never a query or a body."""

    def __init__(self) -> None:
        log: structlog.stdlib.BoundLogger = structlog.get_logger(source="access")
        # But for path and time, what is told of a client is told again and again.
        self._bound = lru_cache(_REMEMBERED)(
            lambda method, status, code, address, user_id: log.bind(
                method=method, status=status, code=code, address=address, user_id=user_id
            )
        )

    def tell(self, scope: Scope, exchange: Exchange, duration_s: float) -> None:
        """Tell of an exchange that is over."""
        client, actor, status = scope["client"], scope.get("user"), exchange.status
        log = self._bound(
            scope["method"],
            status,
            exchange.problem_code,
            client[0] if client else None,
            actor.user_id if actor else None,
        )
        tell = log.warning if status >= _FIRST_SERVER_ERROR else log.info
        tell("request", path=exchange.path, duration_ms=int(duration_s * _TENTHS) / 10)
