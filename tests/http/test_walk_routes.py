"""Every route of the API's own description, driven with the ids of somebody else's things."""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass

import httpx
import pytest

from entrypoints.container import Container
from entrypoints.http.app import create_app
from entrypoints.http.options import HttpOptions
from entrypoints.settings import Settings
from tests.http.api import Account, Api, Json
from tests.http.combinations import ON_EVERY_DATABASE
from tests.http.problems import assert_problem

pytestmark = ON_EVERY_DATABASE

_NOWHERE = "01900000-0000-7000-8000-00000000ffff"
_ODD_IDS = ("not-an-id", "%2e%2e", "{$ne}", "null", "0", _NOWHERE.upper(), "a" * 500)


async def _video(_: Api, ada: Account) -> str:
    return str((await ada.has_uploaded())["id"])


async def _session(_: Api, ada: Account) -> str:
    return str((await ada.get("/api/auth/sessions")).json()["data"][0]["id"])


async def _token(_: Api, ada: Account) -> str:
    made = await ada.send("POST", "/api/auth/tokens", {"name": "CI", "scopes": ["videos:read"]})
    return str(made.json()["id"])


async def _user(_: Api, ada: Account) -> str:
    return str(ada.credentials["user"]["id"])


async def _upload(api: Api, ada: Account) -> str:
    headers = ada.headers | _TUS | {"upload-length": "1000"}
    made = await api.http.post("/api/uploads", headers=headers)
    return made.headers["location"].rpartition("/")[2]


async def _webhook(_: Api, ada: Account) -> str:
    made = await ada.send("POST", "/api/webhooks", {"url": "https://hooks.example.com/video"})
    return str(made.json()["id"])


async def _delivery(api: Api, ada: Account) -> str:
    webhook_id = await _webhook(api, ada)
    await ada.has_uploaded()
    while await api.application.plan_deliveries():
        pass
    history = await ada.get(f"/api/webhooks/{webhook_id}/deliveries")
    return str(history.json()["data"][0]["id"])


_THINGS: Mapping[str, Callable[[Api, Account], Awaitable[str]]] = {
    "video_id": _video,
    "session_id": _session,
    "token_id": _token,
    "user_id": _user,
    "upload_id": _upload,
    "webhook_id": _webhook,
    "delivery_id": _delivery,
}
"""Parameter of a path → how somebody comes to own such a thing."""

_TUS = {"tus-resumable": "1.0.0"}
_CHUNK = {"content-type": "application/offset+octet-stream", "upload-offset": "0"}
_BODIES: Mapping[str, Json] = {
    "PATCH /api/webhooks/{webhook_id}": {"enabled": False},
    "PATCH /api/videos/{video_id}": {"title": "Mine"},
    "PATCH /api/admin/users/{user_id}": {"disabled": True},
}
"""Route → a body that it takes; the others that take one take bytes of a resumable upload."""


@dataclass(frozen=True)
class Route:
    """A method and a path, one of its parameters, and whether it takes a body.

    Other parameters of the path name nothing.
    """

    method: str
    path: str
    parameter: str
    takes_body: bool

    @property
    def name(self) -> str:
        """How tables and reports call it."""
        return f"{self.method} {self.path}"

    async def ask(self, http: httpx.AsyncClient, account: Account, thing: str) -> httpx.Response:
        """Ask for a thing, under a request id that tells nothing."""
        path = self.path.replace(f"{{{self.parameter}}}", thing)
        headers = account.headers | {"x-request-id": "same"}
        if self.path.startswith("/api/uploads"):
            headers |= _TUS | _CHUNK
        return await http.request(
            self.method,
            re.sub(r"\{\w+\}", _NOWHERE, path),
            headers=headers,
            json=_BODIES.get(self.name),
            content=b"bytes" if self.takes_body and self.name not in _BODIES else None,
        )


def _guarded_routes() -> Iterator[Route]:
    app = create_app(Container(settings=Settings.in_memory()).application(), HttpOptions())
    description: Json = app._routes.openapi_schema.to_schema()  # type: ignore[attr-defined]
    for path, item in description["paths"].items():
        for method, operation in item.items():
            for parameter in re.findall(r"\{(\w+)\}", path):
                if operation.get("security"):
                    takes_body = "requestBody" in operation
                    yield Route(method.upper(), path, parameter, takes_body)


ROUTES = tuple(_guarded_routes())


def _told(answer: httpx.Response) -> tuple[int, bytes, list[tuple[str, str]]]:
    answer.headers.pop("ratelimit", None)  # counts the requests of this test
    return answer.status_code, answer.content, sorted(answer.headers.items())


def test_every_kind_of_thing_is_known_here() -> None:
    assert {route.parameter for route in ROUTES} == _THINGS.keys()
    assert len(ROUTES) >= 12


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.name} {route.parameter}")
async def test_P17_T16_anothers_thing_looks_like_none(
    api: Api, ada: Account, eve: Account, route: Route
) -> None:
    thing = await _THINGS[route.parameter](api, ada)
    before = await _everything_of(ada)

    foreign = _told(await route.ask(api.http, eve, thing))
    missing = _told(await route.ask(api.http, eve, _NOWHERE))

    assert foreign == missing
    assert foreign[0] == (403 if "/admin/" in route.path else 404)
    assert await _everything_of(ada) == before


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.name} {route.parameter}")
async def test_P19_what_has_not_the_form_of_an_id_is_not_found(
    api: Api, root: Account, route: Route
) -> None:
    for odd in _ODD_IDS:
        answer = await route.ask(api.http, root, odd)
        if route.method == "HEAD":
            assert (answer.status_code, answer.content) == (404, b"")
        else:
            assert_problem(answer, 404, "not_found")


async def _everything_of(account: Account) -> list[Json]:
    paths = (
        "/api/auth/me",
        "/api/auth/sessions",
        "/api/auth/tokens",
        "/api/videos/my",
        "/api/webhooks",
    )
    answers = [await account.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    return [_without_grants(answer.json()) for answer in answers]


def _without_grants(found: Json) -> Json:
    for video in found.get("data", ()):
        for name in ("streamUrl", "thumbnailUrl", "storyboardUrl", "previewUrl"):
            video.pop(name, None)
    return found
