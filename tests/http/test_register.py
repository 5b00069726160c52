"""POST /api/auth/register."""

import time

import pytest

from tests.http.api import Api, an_email
from tests.http.combinations import ON_EVERY_DATABASE
from tests.http.problems import assert_problem, assert_violations

pytestmark = ON_EVERY_DATABASE

_PATH = "/api/auth/register"
_PASSWORD = "correct horse battery"


async def test_registering_logs_in_and_tells_who_one_is(api: Api) -> None:
    email = an_email()
    body = {"name": " Ada ", "email": f" {email.upper()} ", "password": _PASSWORD}
    answer = await api.http.post(_PATH, json=body)
    assert answer.status_code == 201
    made = answer.json()
    assert made["user"] | {"id": "", "createdAt": ""} == {
        "id": "",
        "name": "Ada",
        "email": email,
        "role": "USER",
        "createdAt": "",
    }
    assert (made["tokenType"], made["expiresIn"]) == ("Bearer", 7 * 24 * 60 * 60)
    headers = {"authorization": f"Bearer {made['accessToken']}"}
    me = await api.http.get("/api/auth/me", headers=headers)
    assert me.json() == {"user": made["user"]}


async def test_P9_an_address_is_taken_once_whatever_its_case(api: Api) -> None:
    email = an_email()
    body = {"name": "Ada", "email": email, "password": _PASSWORD}
    await api.http.post(_PATH, json=body)
    again = await api.http.post(_PATH, json=body | {"email": email.upper()})
    assert_problem(again, 409, "email_taken")


async def test_every_fault_of_the_fields_is_told_at_once(api: Api) -> None:
    answer = await api.http.post(_PATH, json={"name": " ", "email": "x", "password": "short"})
    assert_violations(answer, name="required", email="bad_format", password="too_short")


@pytest.mark.parametrize("field", ["role", "id", "isAdmin", "createdAt", "name.first", "$set"])
async def test_T15_what_a_caller_may_not_choose_is_refused(api: Api, field: str) -> None:
    body = {"name": "Ada", "email": an_email(), "password": _PASSWORD, field: "ADMIN"}
    assert_violations(await api.http.post(_PATH, json=body), **{field: "unknown_field"})


@pytest.mark.parametrize("field", ["name", "email", "password"])
@pytest.mark.parametrize("value", [{"$ne": ""}, ["a"], 1, 1e308, True, None])
async def test_T14_only_text_is_taken_for_text(api: Api, field: str, value: object) -> None:
    body: dict[str, object] = {"name": "Ada", "email": an_email(), "password": _PASSWORD}
    answer = await api.http.post(_PATH, json=body | {field: value})
    assert_violations(answer, **{field: "wrong_type"})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "a@" + "a." * 20_000),
        ("email", "@" * 50_000),
        ("name", " " * 60_000),
        ("name", "é" * 25_000),
    ],
)
async def test_T23_long_repetitions_are_judged_at_once(api: Api, field: str, value: str) -> None:
    body = {"name": "Ada", "email": an_email(), "password": _PASSWORD}
    began = time.perf_counter()
    answer = await api.http.post(_PATH, json=body | {field: value})
    assert answer.status_code == 400
    assert time.perf_counter() - began < 0.1
