"""JSON whose bytes are there already."""

from entrypoints.http.asgi import Send

_JSON = (b"content-type", b"application/json")


class ReadyJson:
    """An answer with status 200; may be sent any number of times."""

    __slots__ = ("_headers", "body")

    def __init__(self, body: bytes, *headers: tuple[bytes, bytes]) -> None:
        self.body = body
        self._headers = (_JSON, (b"content-length", b"%d" % len(body)), *headers)

    async def send(self, send: Send) -> None:
        """Send it whole."""
        await send({"type": "http.response.start", "status": 200, "headers": self._headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": False})
