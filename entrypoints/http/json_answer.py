"""A struct as an answer, on routes that answer in more than one way."""

from dataclasses import dataclass

import msgspec

from entrypoints.http.asgi import Answer, Receive, Scope, Send
from entrypoints.http.schemas.wire import Wire


@dataclass(frozen=True, slots=True)
class JsonAnswer(Answer):
    """Sends `content` with status 200."""

    content: Wire

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - nothing more is asked
        """Send it whole."""
        body = msgspec.json.encode(self.content)
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})
