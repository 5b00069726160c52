"""A name for every request, in its answer and in every log line that it causes."""

import secrets
from collections.abc import Iterator

from entrypoints.http.exchange import Exchange
from entrypoints.http.safety_headers import Headers

_HEADER = b"x-request-id"
_CHARS = 24
_DRAWN_AT_ONCE = 256


def request_names() -> Iterator[str]:
    """Yield random names for requests that come without one.

    The system is asked for many at once, which costs as much as for one.
    """
    while True:
        drawn = secrets.token_hex(_CHARS // 2 * _DRAWN_AT_ONCE)
        for start in range(0, len(drawn), _CHARS):
            yield drawn[start : start + _CHARS]


def mark_name(exchange: Exchange, headers: Headers) -> None:
    """Tell the request's name."""
    headers.append((_HEADER, exchange.request_id.encode()))
