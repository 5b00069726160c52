"""A name for every request, in its answer and in every log line that it causes."""

import secrets
from collections.abc import Iterator

from entrypoints.http.exchange import Exchange, Headers
from entrypoints.http.head import Head

_HEADER = b"x-request-id"
_CHARS = 24
_DRAWN_AT_ONCE = 256


class RequestNames:
    """Takes the name that the caller gave, else makes one."""

    def __init__(self) -> None:
        self._fresh = _names()

    def name(self, head: Head) -> str:
        """Return the name of a request with this head."""
        return head.request_id or next(self._fresh)


def mark_name(exchange: Exchange, headers: Headers) -> None:
    """Tell the request's name."""
    headers.append((_HEADER, exchange.request_id.encode()))


def _names() -> Iterator[str]:
    """Yield random names; the system is asked for many at once, which costs as much as for one."""
    while True:
        drawn = secrets.token_hex(_CHARS // 2 * _DRAWN_AT_ONCE)
        for start in range(0, len(drawn), _CHARS):
            yield drawn[start : start + _CHARS]
