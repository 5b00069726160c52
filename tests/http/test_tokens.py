"""Personal access tokens: made, listed, used within their scopes, and removed."""

from datetime import timedelta

import httpx
import pytest

from tests.http.api import CLIP, Account, Api, Json
from tests.http.combinations import ON_EVERY_DATABASE
from tests.http.problems import assert_problem, assert_violations

pytestmark = ON_EVERY_DATABASE

_TOKENS = "/api/auth/tokens"
_ALL_SCOPES = ["events:read", "uploads:write", "videos:read", "videos:write"]


async def _makes_token(account: Account, *scopes: str, **more: object) -> Json:
    body = {"name": "CI", "scopes": list(scopes or _ALL_SCOPES)} | more
    answer = await account.send("POST", _TOKENS, body)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


async def _asks(api: Api, token: Json, method: str, path: str) -> httpx.Response:
    headers = {"authorization": f"Bearer {token['token']}"}
    body = {"json": {"title": "New"}} if method == "PATCH" else {}
    files = {"files": {"video": ("c.mp4", CLIP)}, "data": {"title": "A"}}
    more = files if path.endswith("/upload") else body
    return await api.http.request(method, path, headers=headers, **more)


async def test_a_token_is_shown_once_and_speaks_for_its_user(api: Api, ada: Account) -> None:
    made = await _makes_token(ada, "videos:read", expiresIn="30d")
    assert made["token"].startswith("spt_")
    assert (made["name"], made["scopes"], made["lastUsedAt"]) == ("CI", ["videos:read"], None)
    assert made["expiresAt"] == "2026-01-31T00:00:00Z"
    listed = (await ada.get(_TOKENS)).json()
    assert listed == {"data": [{name: made[name] for name in made if name != "token"}]}
    me = await _asks(api, made, "GET", "/api/auth/me")
    assert me.json()["user"] == ada.credentials["user"]
    assert (await ada.get(_TOKENS)).json()["data"][0]["lastUsedAt"] == "2026-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("scope", "opens"),
    [
        ("videos:read", {"GET /my", "GET /{id}", "GET /{id}/source"}),
        ("videos:write", {"PATCH /{id}", "POST /{id}/retry", "DELETE /{id}"}),
        ("uploads:write", {"POST /upload"}),
        ("events:read", {"GET /{id}/events?after=0"}),
    ],
)
async def test_a_token_opens_what_its_scope_names(
    api: Api, ada: Account, scope: str, opens: set[str]
) -> None:
    video = await ada.has_uploaded()
    token = await _makes_token(ada, scope)
    opened = set()
    for route in (
        *("GET /my", "GET /{id}", "GET /{id}/source", "PATCH /{id}", "POST /{id}/retry"),
        *("GET /{id}/events?after=0", "DELETE /{id}", "POST /upload"),
    ):
        method, _, path = route.partition(" ")
        answer = await _asks(api, token, method, "/api/videos" + path.format(id=video["id"]))
        if answer.status_code == 403:
            assert_problem(answer, 403, "forbidden")
        else:
            opened.add(route)
    assert opened == opens


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/auth/logout"),
        ("GET", "/api/auth/sessions"),
        ("DELETE", "/api/auth/sessions"),
        ("DELETE", "/api/auth/sessions/01900000-0000-7000-8000-00000000ffff"),
        ("POST", "/api/auth/password"),
        ("GET", _TOKENS),
        ("POST", _TOKENS),
        ("DELETE", f"{_TOKENS}/01900000-0000-7000-8000-00000000ffff"),
    ],
)
async def test_no_token_manages_an_account(api: Api, ada: Account, method: str, path: str) -> None:
    token = await _makes_token(ada)
    assert_problem(await _asks(api, token, method, path), 403, "forbidden")


async def test_a_removed_token_opens_nothing(api: Api, ada: Account, eve: Account) -> None:
    removed, kept = await _makes_token(ada), await _makes_token(ada)
    path = f"{_TOKENS}/{removed['id']}"
    assert_problem(await eve.act("DELETE", path), 404, "not_found")
    assert (await ada.act("DELETE", path)).status_code == 204
    assert_problem(await _asks(api, removed, "GET", "/api/auth/me"), 401, "invalid_token")
    assert (await _asks(api, kept, "GET", "/api/auth/me")).status_code == 200
    assert_problem(await ada.act("DELETE", path), 404, "not_found")


async def test_a_token_ends_with_its_time(api: Api, ada: Account) -> None:
    token = await _makes_token(ada, expiresIn=90)
    api.clock.advance(timedelta(seconds=89))
    assert (await _asks(api, token, "GET", "/api/auth/me")).status_code == 200
    api.clock.advance(timedelta(seconds=1))
    assert_problem(await _asks(api, token, "GET", "/api/auth/me"), 401, "token_expired")


async def test_tokens_outlive_logouts_and_new_passwords(api: Api, ada: Account) -> None:
    token = await _makes_token(ada)
    body = {"currentPassword": ada.password, "newPassword": "another good one"}
    assert (await ada.send("POST", "/api/auth/password", body)).status_code == 204
    await ada.act("POST", "/api/auth/logout")
    assert (await _asks(api, token, "GET", "/api/videos/my")).status_code == 200


async def test_an_invented_token_opens_nothing(api: Api, ada: Account) -> None:
    good = (await _makes_token(ada))["token"]
    for text in (good[:-1], good + "A", good[:-2] + "xx", "spt_", "spt_" + "0" * 76, good.upper()):
        answer = await _asks(api, {"token": text}, "GET", "/api/auth/me")
        assert_problem(answer, 401, "invalid_token")


async def test_a_token_is_kept_as_a_digest(api: Api, ada: Account) -> None:
    made = await _makes_token(ada)
    (stored,) = await api.container.personal_tokens().list_of(ada.credentials["user"]["id"])
    secret = made["token"].rpartition("_")[2]
    assert len(stored.digest) == 64
    assert secret not in repr(stored) + stored.digest


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({}, {"name": "required", "scopes": "required"}),
        ({"name": " ", "scopes": []}, {"name": "required", "scopes": "required"}),
        ({"name": "x" * 101, "scopes": ["videos:read"]}, {"name": "too_long"}),
        ({"name": "CI", "scopes": ["admin"]}, {"scopes": "wrong_type"}),
        ({"name": "CI", "scopes": ["videos:read"], "expiresIn": 0}, {"expiresIn": "out_of_range"}),
        ({"name": "CI", "scopes": ["videos:read"], "expiresIn": "1w"}, {"expiresIn": "bad_format"}),
        (
            {"name": "CI", "scopes": ["videos:read"], "expiresIn": 10**18},
            {"expiresIn": "bad_format"},
        ),
        ({"name": "CI", "scopes": ["videos:read"], "userId": "x"}, {"userId": "unknown_field"}),
    ],
)
async def test_a_token_needs_a_name_and_known_scopes(
    ada: Account, body: Json, faults: dict[str, str]
) -> None:
    assert_violations(await ada.send("POST", _TOKENS, body), **faults)


async def test_a_user_has_so_many_tokens_and_no_more(ada: Account) -> None:
    for _ in range(100):
        await _makes_token(ada)
    answer = await ada.send("POST", _TOKENS, {"name": "CI", "scopes": ["videos:read"]})
    assert_problem(answer, 409, "state_conflict")
