"""/api/webhooks: endpoints and the history of what was sent to them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from ipaddress import ip_network

import httpx
import pytest
from standardwebhooks import Webhook

from domain.event import EventType
from domain.ids import DeliveryId, WebhookId
from entrypoints.settings import Settings, WebhookSettings
from tests.builders import an_id
from tests.http.api import Account, Api, Json, running_api
from tests.http.problems import assert_problem, assert_violations
from tests.receiver import answers, receiving

URL = "https://hooks.example.com/video"


@pytest.fixture
async def api(settings: Settings) -> AsyncIterator[Api]:
    """The API of an operator who allows webhooks to loopback."""
    webhooks = WebhookSettings(allowed_networks=(ip_network("127.0.0.0/8"),))
    async with running_api(replace(settings, webhooks=webhooks)) as running:
        yield running


async def _has(ada: Account, url: str = URL, **fields: object) -> Json:
    answer = await ada.send("POST", "/api/webhooks", {"url": url} | fields)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


async def _deliver_all(api: Api) -> None:
    while await api.application.plan_deliveries():
        pass
    while claimed := await api.application.deliver_webhook.claim():
        await api.application.deliver_webhook(claimed)


async def test_an_endpoint_is_made_and_its_secret_shown_once(ada: Account) -> None:
    answer = await ada.send("POST", "/api/webhooks", {"url": URL, "description": " Slack "})

    made = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/webhooks/{made['id']}"
    assert made["secret"].startswith("whsec_")
    assert made["url"] == URL
    assert made["events"] == [*EventType]
    assert made["description"] == "Slack"
    assert made["enabled"] is True

    listed = (await ada.get("/api/webhooks")).json()
    del made["secret"]
    assert listed == {"data": [made], "meta": {"total": 1}}


async def test_an_edit_changes_what_it_names(ada: Account) -> None:
    made = await _has(ada, events=["video.failed"], description="Slack")
    path = f"/api/webhooks/{made['id']}"

    disabled = (await ada.send("PATCH", path, {"enabled": False})).json()
    assert disabled["enabled"] is False
    assert disabled["events"] == ["video.failed"]
    assert "secret" not in disabled

    moved = (
        await ada.send("PATCH", path, {"url": URL + "/2", "events": None, "description": None})
    ).json()
    assert moved["url"] == URL + "/2"
    assert moved["events"] == [*EventType]
    assert moved["description"] is None
    assert moved["enabled"] is False


async def test_a_rotation_shows_the_new_secret(ada: Account) -> None:
    made = await _has(ada)
    answer = await ada.act("POST", f"/api/webhooks/{made['id']}/rotate")
    assert answer.status_code == 200
    assert answer.json()["secret"].startswith("whsec_")
    assert answer.json()["secret"] != made["secret"]


async def test_a_deleted_endpoint_is_gone(ada: Account) -> None:
    made = await _has(ada)
    path = f"/api/webhooks/{made['id']}"
    assert (await ada.act("DELETE", path)).status_code == 204
    assert_problem(await ada.act("DELETE", path), 404, "not_found")
    assert (await ada.get("/api/webhooks")).json()["data"] == []


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "nothing",
            "ftp://example.com/",
            "http://example.com:22/",
            "https://u:p@example.com/",
        ),
        *("http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/"),
        *(
            "http://[::ffff:10.0.0.1]/",
            "http://0x0a000001/",
            "http://167772161/",
            "http://0.0.0.0/",
        ),
        *("http://metadata.google.internal/", "http://printer.local/", "http://192.168.0.1:8080/"),
    ],
)
async def test_P44_T40_an_address_inside_is_refused(ada: Account, url: str) -> None:
    refused = await ada.send("POST", "/api/webhooks", {"url": url})
    assert_problem(refused, 400, "webhook_url_refused")
    made = await _has(ada)
    edited = await ada.send("PATCH", f"/api/webhooks/{made['id']}", {"url": url})
    assert_problem(edited, 400, "webhook_url_refused")


async def test_loopback_is_refused_where_the_operator_does_not_allow_it(settings: Settings) -> None:
    async with running_api(settings) as api:
        ada = await api.register()
        for host in ("127.0.0.1", "localhost", "[::1]", "2130706433"):
            refused = await ada.send("POST", "/api/webhooks", {"url": f"http://{host}:8080/"})
            assert_problem(refused, 400, "webhook_url_refused")


async def test_faults_of_the_fields_are_told_together(ada: Account) -> None:
    body = {"url": URL, "events": ["video.exploded"], "description": "x" * 201}
    assert_violations(
        await ada.send("POST", "/api/webhooks", body),
        events="out_of_range",
        description="too_long",
    )
    assert_violations(await ada.send("POST", "/api/webhooks", {}), url="required")
    assert_violations(
        await ada.send("POST", "/api/webhooks", {"url": 1, "events": "video.failed", "id": 1}),
        url="wrong_type",
        events="wrong_type",
        id="unknown_field",
    )
    assert_violations(
        await ada.send("POST", "/api/webhooks", {"url": URL, "events": []}), events="too_short"
    )


async def test_one_endpoint_too_many_is_refused(ada: Account) -> None:
    for _ in range(10):
        await _has(ada)
    refused = await ada.send("POST", "/api/webhooks", {"url": URL})
    assert_problem(refused, 403, "quota_exceeded")


async def test_P43_a_delivery_is_verified_by_an_independent_library(
    api: Api, ada: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with receiving() as receiver:
        made = await _has(ada, receiver.url)
        await ada.has_uploaded()
        await _deliver_all(api)

    (received,) = receiver.received
    monkeypatch.setattr(Webhook, "_Webhook__verify_timestamp", lambda _, __: api.clock.now())
    verified = Webhook(made["secret"]).verify(received.body, received.headers)
    (polled,) = (await ada.get("/api/events?after=0")).json()["data"]
    assert verified == polled
    assert received.headers["content-type"] == "application/json"


async def test_the_history_tells_tries_by_their_status_alone(api: Api, ada: Account) -> None:
    async with receiving(answers(500, body=b"a secret of the receiver")) as receiver:
        made = await _has(ada, receiver.url)
        await ada.has_uploaded()
        await _deliver_all(api)

    answer = await ada.get(f"/api/webhooks/{made['id']}/deliveries")

    (delivery,) = answer.json()["data"]
    assert delivery["type"] == "video.created"
    assert delivery["status"] == "pending"
    assert delivery["nextAttemptAt"] is not None
    assert [(each["statusCode"], each["error"]) for each in delivery["attempts"]] == [(500, None)]
    assert delivery["id"] == receiver.received[0].headers["webhook-id"]
    assert answer.json()["meta"] == {"page": 1, "limit": 10, "total": 1, "totalPages": 1}
    assert "secret of the receiver" not in answer.text


async def test_a_replay_sends_it_again(api: Api, ada: Account) -> None:
    async with receiving() as receiver:
        made = await _has(ada, receiver.url)
        await ada.has_uploaded()
        await _deliver_all(api)
        path = f"/api/webhooks/{made['id']}/deliveries"
        (delivery,) = (await ada.get(path)).json()["data"]
        assert delivery["status"] == "delivered"

        answer = await ada.act("POST", f"{path}/{delivery['id']}/replay")
        await _deliver_all(api)

    assert answer.status_code == 202
    assert answer.json()["status"] == "pending"
    first, second = receiver.received
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]


async def test_bounds_of_a_page_are_told(ada: Account) -> None:
    made = await _has(ada)
    answer = await ada.get(f"/api/webhooks/{made['id']}/deliveries?page=0&limit=101")
    assert_violations(answer, page="out_of_range", limit="out_of_range")


async def test_T16_another_users_endpoint_is_the_same_as_none(ada: Account, eve: Account) -> None:
    made = await _has(ada)

    async def asks(webhook_id: str) -> list[httpx.Response]:
        path = f"/api/webhooks/{webhook_id}"
        return [
            await eve.send("PATCH", path, {"enabled": False}),
            await eve.act("POST", f"{path}/rotate"),
            await eve.get(f"{path}/deliveries"),
            await eve.act("POST", f"{path}/deliveries/{an_id(DeliveryId)}/replay"),
            await eve.act("DELETE", path),
        ]

    for foreign, nothing in zip(await asks(made["id"]), await asks(an_id(WebhookId)), strict=True):
        for answer in (foreign, nothing):
            assert_problem(answer, 404, "not_found")
        assert foreign.json()["title"] == nothing.json()["title"]
    assert (await eve.get("/api/webhooks")).json()["data"] == []
    assert (await ada.get("/api/webhooks")).json()["meta"]["total"] == 1


async def test_nobody_asks_without_a_token(api: Api) -> None:
    assert_problem(await api.http.get("/api/webhooks"), 401, "unauthenticated")
