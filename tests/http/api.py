"""The API as a client meets it, and the platform behind it."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import httpx
from dependency_injector import providers

from adapters.limits.in_process import InProcessRateLimits
from adapters.webhooks.http_sender import HttpWebhookSender
from application.app import Application
from application.ports.direct_uploads import DirectUploads
from application.ports.hosted_media import HostedMedia
from application.ports.media_engine import MediaEngine
from entrypoints.container import Container
from entrypoints.http.app import create_app
from entrypoints.http.options import HttpOptions
from entrypoints.lifespan import opened
from entrypoints.settings import HashingSettings, Settings
from entrypoints.wiring.engines import Engines
from tests.doubles.clock import ManualClock
from tests.doubles.resolver import literals_only
from tests.http.combinations import empty

Json = dict[str, Any]

_AFTER_ALL = datetime(2100, 1, 1, tzinfo=UTC)

CLIP = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(1000)
"""What every look at its first bytes takes for an MP4."""

CHEAP_HASHING = HashingSettings(time_cost=1, memory_kib=8)


@dataclass
class Api:
    """A client, and what only the operator of the platform could do."""

    http: httpx.AsyncClient
    container: Container
    clock: ManualClock

    @property
    def application(self) -> Application:
        """The use-cases behind the API."""
        application: Application = self.container.application()
        return application

    async def register(self) -> "Account":
        """Make an account that nobody else has."""
        body = {"name": "Ada", "email": an_email(), "password": secrets.token_hex(8)}
        answer = await self.http.post("/api/auth/register", json=body)
        assert answer.status_code == 201, answer.text
        return Account(self.http, body["email"], body["password"], answer.json())

    async def staged(self) -> int:
        """Count what lies in the staging area, sealed or half-written."""
        return len(await self.container.staging().list_changed_before(_AFTER_ALL))

    async def process_everything(self) -> None:
        """Do what workers do, until nothing is due."""
        while await self.application.process_video("worker"):
            pass


@dataclass
class Account:
    """Somebody who is logged in."""

    http: httpx.AsyncClient
    email: str
    password: str
    credentials: Json

    @property
    def headers(self) -> dict[str, str]:
        """What proves who asks."""
        return {"authorization": f"Bearer {self.credentials['accessToken']}"}

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """Ask as this user."""
        return await self.http.get(path, headers=self.headers | _dashed(headers))

    async def send(self, method: str, path: str, json: object, **headers: str) -> httpx.Response:
        """Send JSON as this user."""
        named = self.headers | _dashed(headers)
        return await self.http.request(method, path, json=json, headers=named)

    async def act(self, method: str, path: str) -> httpx.Response:
        """Send nothing but a method as this user."""
        return await self.http.request(method, path, headers=self.headers)

    async def upload(self, content: bytes = CLIP, **fields: str) -> httpx.Response:
        """Send a form with `content` as `clip.mp4`."""
        return await self.http.post(
            "/api/videos/upload",
            data={"title": "Bikes"} | fields,
            files={"video": ("clip.mp4", content)},
            headers=self.headers,
        )

    async def has_uploaded(self, content: bytes = CLIP, **fields: str) -> Json:
        """Return the video that an upload made."""
        answer = await self.upload(content, **fields)
        assert answer.status_code == 202, answer.text
        video: Json = answer.json()
        return video


@asynccontextmanager
async def running_api(
    settings: Settings,
    *,
    address: str = "127.0.0.1",
    hashing: HashingSettings = CHEAP_HASHING,
    hosted_media: HostedMedia | None = None,
    direct_uploads: DirectUploads | None = None,
    engine: MediaEngine | None = None,
    clock: ManualClock | None = None,
) -> AsyncIterator[Api]:
    """Run the API in this process, with stores that hold nothing yet.

    Its clock stands still; `address` is where its clients are.
    `engine` makes the videos; `hosted_media` and `direct_uploads` are a hosted engine's.
    """
    chosen = replace(settings, hashing=hashing)
    container = Container(settings=chosen)
    clock = clock or ManualClock()
    container.clock.override(providers.Object(clock))
    ask_no_resolver(container)
    if engine is not None:
        container.engine.override(providers.Object(engine))
    elif chosen.media.engine == "cloudinary":
        # What it makes of real films is seen from end to end; of these, it makes nothing.
        container.engine.override(Engines(settings=Settings.in_memory()).engine)
    if direct_uploads is not None:
        container.direct_uploads.override(providers.Object(direct_uploads))
    if hosted_media is not None:
        container.hosted_media.override(providers.Object(hosted_media))
    if chosen.stores.shared == "process":
        container.rate_limits.override(
            providers.Object(InProcessRateLimits(elapsed_s=lambda: clock.elapsed_s))
        )
    app = create_app(container.application(), chosen.http)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 50_000))
    async with (
        nullcontext() if chosen.stores.in_memory else opened(container, with_worker=False),
        httpx.AsyncClient(transport=transport, base_url="http://api") as http,
    ):
        await empty(container)
        yield Api(http, container, clock)


def ask_no_resolver(container: Container) -> None:
    """Have webhooks sent to addresses in numbers alone."""
    webhooks = container.settings().webhooks
    sender = HttpWebhookSender(
        container.clock(), allowed=webhooks.allowed_networks, resolve=literals_only
    )
    container.webhook_sender.override(providers.Object(sender))


def with_http(settings: Settings, **changes: object) -> Settings:
    """Return `settings` with `changes` of the HTTP options."""
    options = HttpOptions(**changes)  # type: ignore[arg-type]  # options are given by name
    return replace(settings, http=options)


def an_email() -> str:
    """Return an address that nobody else has."""
    return f"{secrets.token_hex(8)}@example.com"


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
