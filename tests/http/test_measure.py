"""GET /metrics."""

import pytest

from entrypoints.settings import Settings
from tests.http.api import Account, Api, running_api, with_http
from tests.http.problems import assert_problem


async def test_P47_requests_are_counted_by_route_and_never_by_what_users_are(
    api: Api, ada: Account
) -> None:
    video = (await ada.upload()).json()
    await ada.get(f"/api/videos/{video['id']}")
    await ada.get("/nowhere/at/all")
    answer = await api.http.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    text = answer.text
    assert 'http_request_duration_seconds_count{method="GET",route="/api/videos/{video_id}"' in text
    assert 'route="none"' in text
    assert "videos_waiting 1.0" in text
    for secret in (video["id"], ada.email, "nowhere"):
        assert secret not in text


async def test_P47_a_token_opens_the_figures_to_other_machines_and_nothing_else_does(
    settings: Settings,
) -> None:
    async with running_api(with_http(settings, metrics_token="monitoring")) as api:
        assert_problem(await api.http.get("/metrics"), 403, "forbidden")
        for token in ("Bearer wrong", "monitoring", "Bearer monitorin"):
            refused = await api.http.get("/metrics", headers={"authorization": token})
            assert_problem(refused, 403, "forbidden")
        answer = await api.http.get("/metrics", headers={"authorization": "Bearer monitoring"})
        assert answer.status_code == 200


@pytest.mark.parametrize("address", ["203.0.113.7", "2001:db8::1"])
async def test_P47_without_a_token_other_machines_see_nothing(
    settings: Settings, address: str
) -> None:
    async with running_api(settings, address=address) as api:
        assert_problem(await api.http.get("/metrics"), 403, "forbidden")


@pytest.mark.parametrize("name", ["Forwarded", "X-Forwarded-For"])
async def test_P47_a_proxy_on_this_machine_is_not_the_operator(api: Api, name: str) -> None:
    answer = await api.http.get("/metrics", headers={name: "203.0.113.7"})
    assert_problem(answer, 403, "forbidden")


async def test_bytes_that_come_and_go_are_counted_by_route(api: Api, ada: Account) -> None:
    video = await ada.has_uploaded()
    answer = await ada.get(f"/api/videos/{video['id']}")

    text = (await api.http.get("/metrics")).text

    sent = 'http_response_body_bytes_total{route="/api/videos/{video_id}"}'
    assert f"{sent} {float(len(answer.content))}" in text
    assert 'http_request_body_bytes_total{route="/api/videos/upload"}' in text


async def test_P47_attempts_their_speed_and_what_sweeps_removed_are_told(
    api: Api, ada: Account
) -> None:
    await ada.has_uploaded()
    await api.process_everything()
    await api.application.sweep_abandoned()

    text = (await api.http.get("/metrics")).text

    assert 'video_attempts_total{outcome="finished"} 1.0' in text
    assert "video_transcoded_seconds_total 10.0" in text
    assert "video_transcoding_seconds_total" in text
    assert 'swept_total{kind="staged_files"} 0.0' in text
