"""The routes of administrators."""

import secrets
from dataclasses import replace

import pytest

from application.limits import UploadLimits
from domain.account.user import Role
from entrypoints.settings import Settings
from tests.http.administrators import becomes_administrator, data_of, logs_in
from tests.http.api import CLIP, Account, Api, Json, running_api
from tests.http.combinations import ON_EVERY_DATABASE
from tests.http.problems import assert_problem, assert_violations

pytestmark = ON_EVERY_DATABASE

_NOWHERE = "01900000-0000-7000-8000-00000000ffff"
_LISTS = ("/api/admin/users", "/api/admin/videos", "/api/admin/jobs", "/api/admin/audit")


async def _changes(root: Account, account: Account, **changes: object) -> Json:
    path = f"/api/admin/users/{account.credentials['user']['id']}"
    answer = await root.send("PATCH", path, changes)
    assert answer.status_code == 200, answer.text
    changed: Json = answer.json()
    return changed


@pytest.mark.parametrize(
    ("method", "path"),
    [
        *[("GET", path) for path in (*_LISTS, "/api/admin/storage")],
        ("GET", "/api/admin/users?limit=many"),
        ("PATCH", f"/api/admin/users/{_NOWHERE}"),
        ("POST", f"/api/admin/videos/{_NOWHERE}/requeue"),
        ("DELETE", f"/api/admin/videos/{_NOWHERE}"),
    ],
)
async def test_administration_is_closed_to_users_and_to_tokens(
    api: Api, ada: Account, root: Account, method: str, path: str
) -> None:
    assert_problem(await api.http.request(method, path), 401, "unauthenticated")
    assert_problem(await ada.act(method, path), 403, "forbidden")
    body = {"name": "CI", "scopes": ["videos:read", "videos:write"]}
    token = (await root.send("POST", "/api/auth/tokens", body)).json()["token"]
    headers = {"authorization": f"Bearer {token}"}
    answer = await api.http.request(method, path, headers=headers)
    assert_problem(answer, 403, "forbidden")


async def test_P16_a_role_changes_with_a_new_login(api: Api, ada: Account) -> None:
    root = await becomes_administrator(api, ada)
    assert_problem(await ada.get("/api/admin/users"), 401, "invalid_token")
    assert root.credentials["user"]["role"] == "ADMIN"
    assert (await root.get("/api/admin/users")).status_code == 200
    await api.application.change_role(ada.email, Role.USER)
    assert_problem(await root.get("/api/admin/users"), 401, "invalid_token")
    again = await logs_in(api, ada)
    assert_problem(await again.get("/api/admin/users"), 403, "forbidden")


async def test_users_are_listed_with_what_they_store(ada: Account, root: Account) -> None:
    await ada.has_uploaded()
    answer = (await root.get(f"/api/admin/users?q={ada.email[:10].upper()}")).json()
    (found,) = answer["data"]
    assert found | {"createdAt": ""} == {
        **{name: ada.credentials["user"][name] for name in ("id", "name", "email", "role")},
        "disabled": False,
        "quotaBytes": None,
        "quotaVideos": None,
        "usedBytes": len(CLIP),
        "usedVideos": 1,
        "createdAt": "",
    }
    assert answer["meta"] == {"page": 1, "limit": 10, "total": 1, "totalPages": 1}


async def test_P16_a_disabled_user_is_out_at_once_until_enabled(
    api: Api, ada: Account, root: Account
) -> None:
    made = {"name": "CI", "scopes": ["videos:read"]}
    token = (await ada.send("POST", "/api/auth/tokens", made)).json()["token"]
    assert (await _changes(root, ada, disabled=True))["disabled"] is True
    assert_problem(await ada.get("/api/auth/me"), 401, "invalid_token")
    refresh = {"refreshToken": ada.credentials["refreshToken"]}
    assert_problem(await api.http.post("/api/auth/refresh", json=refresh), 401, "invalid_token")
    headers = {"authorization": f"Bearer {token}"}
    assert_problem(await api.http.get("/api/videos/my", headers=headers), 401, "invalid_token")
    body = {"email": ada.email, "password": ada.password}
    assert_problem(await api.http.post("/api/auth/login", json=body), 401, "invalid_credentials")
    assert (await _changes(root, ada, disabled=False))["disabled"] is False
    assert (await api.http.get("/api/videos/my", headers=headers)).status_code == 200
    await logs_in(api, ada)


async def test_nobody_disables_themselves(root: Account) -> None:
    path = f"/api/admin/users/{root.credentials['user']['id']}"
    assert_problem(await root.send("PATCH", path, {"disabled": True}), 403, "forbidden")
    assert (await root.get("/api/auth/me")).status_code == 200


async def test_P24_a_quota_of_ones_own_wins_over_that_for_everybody(settings: Settings) -> None:
    uploads = UploadLimits(user_max_videos=1, min_free_bytes=0)
    async with running_api(replace(settings, uploads=uploads)) as small:
        root = await becomes_administrator(small, await small.register())
        ada = await small.register()
        await ada.has_uploaded()
        assert_problem(await ada.upload(), 403, "quota_exceeded")
        changed = await _changes(root, ada, quotaVideos=3)
        assert (changed["quotaVideos"], changed["quotaBytes"]) == (3, None)
        await ada.has_uploaded()
        await _changes(root, ada, quotaBytes=2 * len(CLIP))
        assert_problem(await ada.upload(), 403, "quota_exceeded")
        await _changes(root, ada, quotaBytes=None)
        await ada.has_uploaded()


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({"quotaBytes": -1}, {"quotaBytes": "out_of_range"}),
        ({"quotaVideos": 2**53 + 1}, {"quotaVideos": "out_of_range"}),
        ({"disabled": None}, {"disabled": "wrong_type"}),
        ({"role": "ADMIN"}, {"role": "unknown_field"}),
    ],
)
async def test_T15_what_cannot_be_is_refused(
    ada: Account, root: Account, body: Json, faults: dict[str, str]
) -> None:
    path = f"/api/admin/users/{ada.credentials['user']['id']}"
    assert_violations(await root.send("PATCH", path, body), **faults)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PATCH", "/api/admin/users/{}"),
        ("POST", "/api/admin/videos/{}/requeue"),
        ("DELETE", "/api/admin/videos/{}"),
    ],
)
async def test_what_is_not_there_is_not_found(root: Account, method: str, path: str) -> None:
    for nothing in (_NOWHERE, "none"):
        body = {"disabled": True} if method == "PATCH" else None
        answer = await root.send(method, path.format(nothing), body)
        assert_problem(answer, 404, "not_found")


async def test_storage_is_added_up(api: Api, ada: Account, root: Account) -> None:
    await ada.has_uploaded()
    storage = (await root.get("/api/admin/storage")).json()
    free_bytes = storage.pop("freeBytes")
    is_on_disk = api.container.settings().stores.staging == "disk"
    assert free_bytes > 0 if is_on_disk else free_bytes is None
    assert storage == {
        "videos": 1,
        "sourceBytes": len(CLIP),
        "publishedBytes": 0,
    }


async def test_every_act_is_in_the_audit_log(ada: Account, root: Account) -> None:
    video = await ada.has_uploaded()
    await _changes(root, ada, quotaVideos=5)
    await _changes(root, ada, disabled=True)
    await _changes(root, ada, disabled=True)
    await _changes(root, ada, disabled=False)
    await root.act("POST", f"/api/admin/videos/{video['id']}/requeue")
    await root.act("DELETE", f"/api/admin/videos/{video['id']}")
    entries = await data_of(root, "/api/admin/audit")
    user_id, root_id = ada.credentials["user"]["id"], root.credentials["user"]["id"]
    assert [(entry["action"], entry["targetId"]) for entry in entries] == [
        ("video_deleted", video["id"]),
        ("video_requeued", video["id"]),
        ("user_enabled", user_id),
        ("user_disabled", user_id),
        ("quota_changed", user_id),
        ("role_granted", root_id),
    ]
    assert {entry["actorId"] for entry in entries[:-1]} == {root_id}
    assert entries[-1]["actorId"] is None
    assert entries[4]["details"] == {"quotaBytes": None, "quotaVideos": 5}


@pytest.mark.parametrize("path", _LISTS)
async def test_lists_are_paged_within_bounds(root: Account, path: str) -> None:
    answer = await root.get(f"{path}?page=0&limit=101")
    assert_violations(answer, page="out_of_range", limit="out_of_range")
    assert (await root.get(f"{path}?page=10000&limit=100")).json()["data"] == []


async def test_a_search_that_no_address_holds_is_empty(root: Account) -> None:
    assert await data_of(root, f"/api/admin/users?q={secrets.token_hex(20)}") == []
    assert_violations(await root.get(f"/api/admin/users?q={'x' * 255}"), q="too_long")
