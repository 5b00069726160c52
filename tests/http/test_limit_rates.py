"""Limits of requests, and what callers are told about them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from application.limits import AccountLimits, LoginRates, Rate, RequestRates
from entrypoints.settings import Settings
from tests.http.api import Account, Api, an_email, running_api
from tests.http.problems import assert_problem

_LOGIN = "/api/auth/login"
_MINUTE = timedelta(minutes=1)


@pytest.fixture
async def unmoved(settings: Settings) -> AsyncIterator[Api]:
    """The API over a clock that only the test moves; Redis counts by one of its own."""
    stores = replace(settings.stores, redis_url="")
    async with running_api(replace(settings, stores=stores)) as running:
        yield running


async def _fails_to_log_in(api: Api, email: str = "", **headers: str) -> httpx.Response:
    body = {"email": email or an_email(), "password": "wrong one"}
    return await api.http.post(_LOGIN, json=body, headers=headers)


async def test_P7_the_eleventh_login_of_an_address_is_refused(unmoved: Api) -> None:
    for left in reversed(range(10)):
        answer = await _fails_to_log_in(unmoved)
        assert answer.status_code == 401
        assert answer.headers["ratelimit-policy"] == '"auth";q=10;w=60'
        assert answer.headers["ratelimit"] == f'"auth";r={left};t=60'
    unmoved.clock.advance(timedelta(seconds=20))
    refused = await _fails_to_log_in(unmoved)
    assert_problem(refused, 429, "rate_limited")
    assert refused.headers["retry-after"] == "40"
    assert refused.headers["ratelimit"] == '"auth";r=0;t=40'
    unmoved.clock.advance(timedelta(seconds=40))
    assert (await _fails_to_log_in(unmoved)).status_code == 401


async def test_registering_logging_in_and_refreshing_share_a_limit(api: Api) -> None:
    await api.register()
    await _fails_to_log_in(api)
    refreshed = await api.http.post("/api/auth/refresh", json={"refreshToken": "none"})
    assert refreshed.headers["ratelimit"] == '"auth";r=7;t=60'


async def test_P7_a_user_has_a_limit_and_others_have_their_own(settings: Settings) -> None:
    rates = RequestRates(api=Rate(3, _MINUTE))
    async with running_api(replace(settings, request_rates=rates)) as api:
        ada, eve = await api.register(), await api.register()
        for left in (2, 1, 0):
            answer = await ada.get("/api/auth/me")
            assert answer.headers["ratelimit-policy"] == '"api";q=3;w=60'
            assert answer.headers["ratelimit"] == f'"api";r={left};t=60'
        refused = await ada.get("/api/videos/my")
        assert_problem(refused, 429, "rate_limited")
        assert refused.headers["retry-after"] == "60"
        assert (await eve.get("/api/auth/me")).status_code == 200


async def test_uploads_have_a_limit_of_their_own(settings: Settings) -> None:
    rates = RequestRates(upload=Rate(1, _MINUTE))
    async with running_api(replace(settings, request_rates=rates)) as api:
        ada = await api.register()
        answer = await ada.upload()
        assert answer.status_code == 202
        assert answer.headers["ratelimit"] == '"upload";r=0;t=60'
        assert_problem(await ada.upload(), 429, "rate_limited")
        assert (await ada.get("/api/videos/my")).status_code == 200


async def test_playing_is_not_limited(api: Api, ada: Account) -> None:
    video = await ada.has_uploaded()
    await api.process_everything()
    url = (await ada.get(f"/api/videos/{video['id']}")).json()["streamUrl"]
    answers = [await api.http.get(url) for _ in range(310)]
    assert {answer.status_code for answer in answers} == {200}
    assert "ratelimit" not in answers[-1].headers


async def test_limits_can_be_switched_off(settings: Settings) -> None:
    accounts = AccountLimits(login_rates=None)
    chosen = replace(settings, request_rates=None, accounts=accounts)
    async with running_api(chosen) as api:
        answers = [await _fails_to_log_in(api, "ada@example.com") for _ in range(30)]
        assert {answer.status_code for answer in answers} == {401}
        assert "ratelimit" not in answers[-1].headers


async def test_T18_changing_headers_is_no_way_around_the_limit(api: Api, ada: Account) -> None:
    statuses = []
    for number in range(30):
        named = f"192.0.2.{number}"
        headers = {"x-forwarded-for": named, "forwarded": f"for={named}", "user-agent": named}
        statuses.append((await _fails_to_log_in(api, ada.email, **headers)).status_code)
    assert statuses[:9] == [401] * 9
    assert set(statuses[10:]) == {429}


@pytest.mark.parametrize("is_known", [True, False])
async def test_P13_ten_failures_of_one_network_are_enough(unmoved: Api, *, is_known: bool) -> None:
    email = (await unmoved.register()).email if is_known else an_email()
    for _ in range(10):
        unmoved.clock.advance(_MINUTE)
        assert (await _fails_to_log_in(unmoved, email)).status_code == 401
    unmoved.clock.advance(_MINUTE)
    refused = await _fails_to_log_in(unmoved, f" {email.upper()} ")
    assert_problem(refused, 429, "rate_limited")
    assert refused.headers["retry-after"] == str(5 * 60)


async def test_P13_guessing_the_present_password_is_slowed_down_too(settings: Settings) -> None:
    accounts = AccountLimits(login_rates=LoginRates(from_network=Rate(2, _MINUTE)))
    async with running_api(replace(settings, accounts=accounts)) as api:
        ada = await api.register()
        body = {"currentPassword": "wrong one", "newPassword": "another good one"}
        for _ in range(2):
            answer = await ada.send("POST", "/api/auth/password", body)
            assert_problem(answer, 401, "invalid_credentials")
        refused = await ada.send("POST", "/api/auth/password", body)
        assert_problem(refused, 429, "rate_limited")
        assert_problem(await _fails_to_log_in(api, ada.email), 429, "rate_limited")
