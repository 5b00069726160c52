"""JSON whose bytes are there already."""

from collections.abc import Awaitable

from entrypoints.http.exchange import Exchange
from entrypoints.http.safety_headers import Header, with_safety

_JSON = (b"content-type", b"application/json")


class ReadyJson:
    """An answer with status 200; may be sent any number of times."""

    __slots__ = ("_headers", "body")

    def __init__(self, body: bytes, *headers: Header) -> None:
        self.body = body
        self._headers = with_safety((_JSON, (b"content-length", b"%d" % len(body)), *headers))

    def send(self, exchange: Exchange) -> Awaitable[None]:
        """Send it whole."""
        return exchange.send_whole(200, self._headers, self.body)
