"""The API in this process over memory adapters, asked as a server asks it."""

import asyncio
import contextlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from ipaddress import ip_network
from typing import Any, Self
from urllib.parse import unquote_to_bytes

from dependency_injector import providers

from entrypoints.container import Container
from entrypoints.http.app import create_app
from entrypoints.http.asgi import AsgiApp, Message
from entrypoints.http.options import HttpOptions
from entrypoints.logs import configure_logging
from entrypoints.settings import Settings
from tests.doubles.clock import ManualClock
from tests.http.api import CHEAP_HASHING, CLIP, ask_no_resolver

_PATIENCE_S = 0.05
"""How long a client waits for an answer; event streams have no end."""

_SETTINGS = replace(
    Settings.in_memory(),
    hashing=CHEAP_HASHING,
    request_rates=None,
    http=HttpOptions(
        cors_origins=frozenset({"https://example.com"}),
        trusted_proxies=(ip_network("127.0.0.0/8"),),
    ),
)
_JSON = (b"content-type", b"application/json")
_TUS = [(b"tus-resumable", b"1.0.0"), (b"upload-length", b"100")]


@dataclass(frozen=True)
class Sent:
    """A request; `target` is path and query as they are on the line."""

    method: str
    target: bytes
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """A whole answer."""

    status: int
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes
    is_head: bool

    def problem_code(self) -> str | None:
        """Return the code of the problem document that the body is."""
        return self.json().get("code")

    def json(self) -> dict[str, Any]:
        """Return what the body says."""
        said: dict[str, Any] = json.loads(self.body)
        return said


class InnerApi:
    """One API with an account, a video that plays, and an open upload.

    `me` stands for the account's bearer token, `VIDEO`, `UPLOAD` and `GRANT` for what it has.
    """

    def __init__(self, app: AsgiApp) -> None:
        self._app = app
        self._bearer = b""
        self._names: dict[bytes, bytes] = {}

    @classmethod
    def open(cls, runner: asyncio.Runner) -> Self:
        """Return the API, all set up."""
        container = Container(settings=_SETTINGS)
        clock = ManualClock()
        container.clock.override(providers.Object(clock))
        ask_no_resolver(container)
        # Lines are written as in production and then dropped, since they are made of requests too.
        configure_logging(
            as_json=True, zone=_SETTINGS.server.log_zone, now=clock.now, stream=_Dropped()
        )
        api = cls(create_app(container.application(), _SETTINGS.http))
        runner.run(api._furnish(container))
        return api

    async def ask(self, sent: Sent) -> Reply | None:
        """Return the answer; None where the client grew tired of waiting for its end."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_S):
                return await self._exchange(sent)
        return None

    async def _furnish(self, container: Container) -> None:
        credentials = await self._made(
            "/api/auth/register",
            b'{"name": "Ada", "email": "ada@example.com", "password": "correct horse b"}',
            _JSON,
        )
        self._bearer = b"Bearer " + credentials["accessToken"].encode()
        me = (b"authorization", b"me")
        form = b'--b\r\ncontent-disposition: form-data; name="title"\r\n\r\nBikes\r\n'
        form += b'--b\r\ncontent-disposition: form-data; name="video"; filename="a"\r\n\r\n'
        form += CLIP + b"\r\n--b--\r\n"
        boundary = (b"content-type", b"multipart/form-data; boundary=b")
        video = await self._made("/api/videos/upload", form, boundary, me)
        await container.application().process_video("worker")
        upload = await self._exchange(Sent("POST", b"/api/uploads", [*_TUS, me]))
        self._names = {
            b"VIDEO": video["id"].encode(),
            b"UPLOAD": dict(upload.headers)[b"location"].rpartition(b"/")[2],
        }
        seen = await self._exchange(Sent("GET", b"/api/videos/VIDEO", [me]))
        self._names[b"GRANT"] = seen.json()["streamUrl"].split("/")[-2].encode()

    async def _made(self, path: str, body: bytes, *headers: tuple[bytes, bytes]) -> dict[str, Any]:
        reply = await self._exchange(Sent("POST", path.encode(), headers, body))
        assert reply.status in {201, 202}, reply
        return reply.json()

    async def _exchange(self, sent: Sent) -> Reply:
        target = sent.target
        for name, meant in self._names.items():
            target = target.replace(name, meant)
        path, _, query = target.partition(b"?")
        headers = [
            (name, self._bearer if (name, value) == (b"authorization", b"me") else value)
            for name, value in sent.headers
        ]
        if sent.body and not any(name == b"content-length" for name, _ in headers):
            headers.append((b"content-length", str(len(sent.body)).encode()))
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "http",
            "method": sent.method,
            "path": unquote_to_bytes(path).decode(errors="replace"),
            "raw_path": path,
            "query_string": query,
            "root_path": "",
            "headers": headers,
            "client": ("127.0.0.1", 50_000),
            "server": ("127.0.0.1", 80),
            "state": {},
        }
        messages: list[Message] = []
        arriving = iter([{"type": "http.request", "body": sent.body, "more_body": False}])

        async def receive() -> Message:
            return next(arriving, {"type": "http.disconnect"})

        async def send(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, send)
        start, *rest = messages
        body = b"".join(message.get("body", b"") for message in rest)
        return Reply(start["status"], start["headers"], body, sent.method == "HEAD")


class _Dropped(io.StringIO):
    """Takes text and keeps none."""

    def write(self, text: str) -> int:
        return len(text.encode())
