"""JSON whose bytes are there already."""

from entrypoints.http.asgi import Answer, Receive, Scope, Send

_JSON = (b"content-type", b"application/json")


class ReadyBytes(Answer):
    """Sends a body with status 200."""

    def __init__(self, body: bytes, *headers: tuple[bytes, bytes]) -> None:
        self._body = body
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - nothing more is asked
        """Send it whole."""
        length = (b"content-length", str(len(self._body)).encode())
        headers = [_JSON, length, *self._headers]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": self._body, "more_body": False})
