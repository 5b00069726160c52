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
from tests.http.problems import assert_problem

_NOWHERE = "01900000-0000-7000-8000-00000000ffff"
_ODD_IDS = ("not-an-id", "%2e%2e", "{$ne}", "null", "0", _NOWHERE.upper(), "a" * 500)


async def _video(ada: Account) -> str:
    return str((await ada.has_uploaded())["id"])


async def _session(ada: Account) -> str:
    return str((await ada.get("/api/auth/sessions")).json()["data"][0]["id"])


async def _token(ada: Account) -> str:
    made = await ada.send("POST", "/api/auth/tokens", {"name": "CI", "scopes": ["videos:read"]})
    return str(made.json()["id"])


async def _user(ada: Account) -> str:
    return str(ada.credentials["user"]["id"])


_THINGS: Mapping[str, Callable[[Account], Awaitable[str]]] = {
    "video_id": _video,
    "session_id": _session,
    "token_id": _token,
    "user_id": _user,
}
"""Parameter of a path → how somebody comes to own such a thing."""

_BODIES: Mapping[str, Json] = {
    "PATCH /api/videos/{video_id}": {"title": "Mine"},
    "PATCH /api/admin/users/{user_id}": {"disabled": True},
}
"""Route → a body that it takes."""


@dataclass(frozen=True)
class Route:
    """A method and a path with one parameter, and whether it takes a body."""

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
        return await http.request(
            self.method,
            self.path.replace(f"{{{self.parameter}}}", thing),
            headers=account.headers | {"x-request-id": "same"},
            json=_BODIES[self.name] if self.takes_body else None,
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
    del answer.headers["ratelimit"]  # counts the requests of this test
    return answer.status_code, answer.content, sorted(answer.headers.items())


def test_every_kind_of_thing_is_known_here() -> None:
    assert {route.parameter for route in ROUTES} == _THINGS.keys()
    assert len(ROUTES) >= 12


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
async def test_P17_T16_anothers_thing_looks_like_none(
    api: Api, ada: Account, eve: Account, route: Route
) -> None:
    thing = await _THINGS[route.parameter](ada)
    before = await _everything_of(ada)

    foreign = _told(await route.ask(api.http, eve, thing))
    missing = _told(await route.ask(api.http, eve, _NOWHERE))

    assert foreign == missing
    assert foreign[0] == (403 if "/admin/" in route.path else 404)
    assert await _everything_of(ada) == before


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
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
    paths = ("/api/auth/me", "/api/auth/sessions", "/api/auth/tokens", "/api/videos/my")
    answers = [await account.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    return [_without_grants(answer.json()) for answer in answers]


def _without_grants(found: Json) -> Json:
    for video in found.get("data", ()):
        for name in ("streamUrl", "thumbnailUrl", "storyboardUrl"):
            video.pop(name, None)
    return found
