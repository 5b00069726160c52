"""A file that the web server in front sends in our place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from entrypoints.http.asgi import Answer, Receive, Scope, Send


@dataclass(frozen=True, slots=True)
class HandoverAnswer(Answer):
    """Has the web server in front send what lies at its internal address `place`.

    It adds length, ranges and validators itself, and keeps our type and cache headers.
    Source: nginx, https://nginx.org/en/docs/http/ngx_http_proxy_module.html, X-Accel-Redirect.
    """

    place: str
    headers: Mapping[str, str] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send the headers; the body is the other server's."""
        headers = {**self.headers, "x-accel-redirect": self.place, "content-length": "0"}
        encoded = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": encoded})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
