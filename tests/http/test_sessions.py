"""GET and DELETE /api/auth/sessions, and POST /api/auth/password."""

from datetime import timedelta

import httpx
import pytest

from tests.http.api import Account, Api, Json
from tests.http.combinations import ON_EVERY_STORE
from tests.http.problems import assert_problem, assert_violations

pytestmark = ON_EVERY_STORE


_SESSIONS = "/api/auth/sessions"
_PASSWORD = "/api/auth/password"


async def _logs_in_again(api: Api, account: Account, **headers: str) -> Account:
    body = {"email": account.email, "password": account.password}
    answer = await api.http.post("/api/auth/login", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return Account(api.http, account.email, account.password, answer.json())


async def _sessions_of(account: Account) -> list[Json]:
    answer = await account.get(_SESSIONS)
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["data"]
    return found


async def test_a_session_tells_where_it_came_from_and_which_one_asks(
    api: Api, ada: Account
) -> None:
    api.clock.advance(timedelta(seconds=1))
    phone = await _logs_in_again(api, ada, **{"user-agent": "Phone/1.0 \t" + "x" * 500})
    newest, first = await _sessions_of(phone)
    assert newest["device"] == ("Phone/1.0 " + "x" * 500)[:200]
    assert newest["address"] == first["address"] == "127.0.0.1"
    assert newest["createdAt"] == newest["lastUsedAt"] == "2026-01-01T00:00:01Z"
    assert (newest["current"], first["current"]) == (True, False)
    assert [session["current"] for session in await _sessions_of(ada)] == [False, True]


async def test_last_use_is_kept_to_the_minute(api: Api, ada: Account) -> None:
    api.clock.advance(timedelta(seconds=59))
    await ada.get("/api/auth/me")
    assert (await _sessions_of(ada))[0]["lastUsedAt"] == "2026-01-01T00:00:00Z"
    api.clock.advance(timedelta(seconds=60))
    await ada.get("/api/auth/me")
    assert (await _sessions_of(ada))[0]["lastUsedAt"] == "2026-01-01T00:01:59Z"


async def test_a_session_of_mine_can_be_ended_from_another(api: Api, ada: Account) -> None:
    lost = await _logs_in_again(api, ada)
    (lost_id,) = [entry["id"] for entry in await _sessions_of(ada) if not entry["current"]]
    answer = await ada.act("DELETE", f"{_SESSIONS}/{lost_id}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert_problem(await lost.get("/api/auth/me"), 401, "invalid_token")
    assert len(await _sessions_of(ada)) == 1
    assert_problem(await ada.act("DELETE", f"{_SESSIONS}/{lost_id}"), 404, "not_found")


async def test_P17_a_session_of_another_is_not_there(ada: Account, eve: Account) -> None:
    (session,) = await _sessions_of(ada)
    assert_problem(await eve.act("DELETE", f"{_SESSIONS}/{session['id']}"), 404, "not_found")
    assert_problem(await eve.act("DELETE", f"{_SESSIONS}/none"), 404, "not_found")
    assert (await ada.get("/api/auth/me")).status_code == 200


async def test_P16_all_others_end_at_once(api: Api, ada: Account, eve: Account) -> None:
    others = [await _logs_in_again(api, ada) for _ in range(3)]
    assert (await ada.act("DELETE", _SESSIONS)).status_code == 204
    for other in others:
        assert_problem(await other.get("/api/auth/me"), 401, "invalid_token")
    assert [session["current"] for session in await _sessions_of(ada)] == [True]
    assert (await eve.get("/api/auth/me")).status_code == 200


async def _changes_password(account: Account, current: str, new: str) -> httpx.Response:
    return await account.send("POST", _PASSWORD, {"currentPassword": current, "newPassword": new})


async def test_P15_a_new_password_ends_all_other_sessions(api: Api, ada: Account) -> None:
    other = await _logs_in_again(api, ada)
    answer = await _changes_password(ada, ada.password, "another good one")
    assert (answer.status_code, answer.content) == (204, b"")
    assert_problem(await other.get("/api/auth/me"), 401, "invalid_token")
    refreshed = {"refreshToken": other.credentials["refreshToken"]}
    assert_problem(await api.http.post("/api/auth/refresh", json=refreshed), 401, "invalid_token")
    assert (await ada.get("/api/auth/me")).status_code == 200
    ended = {"email": ada.email, "password": ada.password}
    assert_problem(await api.http.post("/api/auth/login", json=ended), 401, "invalid_credentials")
    ada.password = "another good one"
    await _logs_in_again(api, ada)


@pytest.mark.parametrize("wrong", ["wrong one", "", "x" * 10_000])
async def test_a_password_changes_for_those_who_know_it(ada: Account, wrong: str) -> None:
    answer = await _changes_password(ada, wrong, "another good one")
    assert_problem(answer, 401, "invalid_credentials")


@pytest.mark.parametrize(
    ("chosen", "code"), [("short", "too_short"), ("password1", "password_too_common")]
)
async def test_P10_a_new_password_is_judged_as_the_first_one(
    ada: Account, chosen: str, code: str
) -> None:
    answer = await _changes_password(ada, ada.password, chosen)
    assert_violations(answer, newPassword=code)
    answer = await _changes_password(ada, ada.password, ada.email.upper())
    assert_violations(answer, newPassword="password_too_common")


async def test_sessions_are_for_those_who_are_logged_in(api: Api) -> None:
    for method in ("GET", "DELETE"):
        answer = await api.http.request(method, _SESSIONS)
        assert_problem(answer, 401, "unauthenticated")
