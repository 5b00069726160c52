"""The way to a file that lies elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from entrypoints.http.asgi import Answer, Receive, Scope, Send


@dataclass(frozen=True, slots=True)
class RedirectAnswer(Answer):
    """Sends the client to `url`, with the method that it used."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send the redirect."""
        headers = {**self.headers, "location": self.url, "content-length": "0"}
        encoded = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 307, "headers": encoded})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
