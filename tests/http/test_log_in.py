"""POST /api/auth/login, /refresh and /logout, and GET /api/auth/me."""

from datetime import timedelta

import pytest

from tests.http.api import Account, Api, an_email
from tests.http.combinations import ON_EVERY_DATABASE
from tests.http.problems import assert_problem, assert_violations

pytestmark = ON_EVERY_DATABASE


async def test_logging_in_gives_tokens_of_ones_own(api: Api, ada: Account) -> None:
    body = {"email": ada.email, "password": ada.password}
    answer = await api.http.post("/api/auth/login", json=body)
    assert answer.status_code == 200
    assert answer.json()["user"] == ada.credentials["user"]
    assert answer.json().keys() == ada.credentials.keys()


async def test_P12_unknown_address_and_wrong_password_look_the_same(api: Api, ada: Account) -> None:
    answers = [
        await api.http.post("/api/auth/login", json={"email": email, "password": "wrong one"})
        for email in (ada.email, an_email(), "no address")
    ]
    told = [
        assert_problem(answer, 401, "invalid_credentials") | {"instance": ""} for answer in answers
    ]
    assert told[0] == told[1] == told[2]
    names = [answer.headers.keys() for answer in answers]
    assert names[0] == names[1] == names[2]


async def test_refreshing_replaces_both_tokens(api: Api, ada: Account) -> None:
    body = {"refreshToken": ada.credentials["refreshToken"]}
    answer = await api.http.post("/api/auth/refresh", json=body)
    assert answer.status_code == 200
    assert answer.json()["refreshToken"] != body["refreshToken"]


async def test_P15_a_refresh_token_works_once(api: Api, ada: Account) -> None:
    body = {"refreshToken": ada.credentials["refreshToken"]}
    fresh = (await api.http.post("/api/auth/refresh", json=body)).json()
    again = await api.http.post("/api/auth/refresh", json=body)
    assert_problem(again, 401, "refresh_token_rotated")
    api.clock.advance(timedelta(seconds=11))
    assert_problem(await api.http.post("/api/auth/refresh", json=body), 401, "refresh_token_reused")
    successor = {"refreshToken": fresh["refreshToken"]}
    ended = await api.http.post("/api/auth/refresh", json=successor)
    assert_problem(ended, 401, "invalid_token")


async def test_logging_out_ends_both_tokens(api: Api, ada: Account) -> None:
    answer = await ada.act("POST", "/api/auth/logout")
    assert (answer.status_code, answer.content) == (204, b"")
    assert_problem(await ada.get("/api/auth/me"), 401, "invalid_token")
    body = {"refreshToken": ada.credentials["refreshToken"]}
    assert_problem(await api.http.post("/api/auth/refresh", json=body), 401, "invalid_token")


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Basic YTpi", "Token x", "bearer", "Bearer\tx"],
)
async def test_without_a_bearer_token_nobody_is_known(api: Api, authorization: str | None) -> None:
    headers = {} if authorization is None else {"authorization": authorization}
    answer = await api.http.get("/api/auth/me", headers=headers)
    assert_problem(answer, 401, "unauthenticated")


async def test_two_authorizations_are_none(api: Api, ada: Account) -> None:
    headers = [("authorization", ada.headers["authorization"])] * 2
    assert_problem(await api.http.get("/api/auth/me", headers=headers), 401, "unauthenticated")


@pytest.mark.parametrize("place", ["query", "cookie"])
async def test_P14_tokens_count_in_their_header_alone(api: Api, ada: Account, place: str) -> None:
    token = ada.credentials["accessToken"]
    path = f"/api/auth/me?access_token={token}" if place == "query" else "/api/auth/me"
    headers = {"cookie": f"accessToken={token}"} if place == "cookie" else {}
    assert_problem(await api.http.get(path, headers=headers), 401, "unauthenticated")


async def test_T12_what_is_no_access_token_is_refused(api: Api, ada: Account) -> None:
    good = ada.credentials["accessToken"]
    head, claims, signature = good.split(".")
    none = "eyJhbGciOiJub25lIn0"
    for token in (
        ada.credentials["refreshToken"],
        f"{none}.{claims}.",
        f"{none}.{claims}.{signature}",
        f"{head}.{claims}.",
        f"{head}.{claims[:-2]}AA.{signature}",
        good[:-4],
        good + "AA",
        "x" * 5000,
        "é",
    ):
        headers = {b"authorization": f"Bearer {token}".encode()}
        answer = await api.http.get("/api/auth/me", headers=headers)
        assert_problem(answer, 401, "invalid_token")


async def test_an_access_token_ends_with_its_time(api: Api, ada: Account) -> None:
    api.clock.advance(timedelta(days=7, seconds=6))
    assert_problem(await ada.get("/api/auth/me"), 401, "token_expired")


async def test_a_login_needs_both_fields(api: Api) -> None:
    answer = await api.http.post("/api/auth/login", json={})
    assert_violations(answer, email="required", password="required")
