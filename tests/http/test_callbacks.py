"""Notifications of the hosted engine."""

import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from application.errors import StoreUnavailableError
from domain.ids import VideoId
from domain.video.video import Video
from entrypoints.settings import CloudinaryAccess, MediaSettings, Settings
from tests.http.api import Account, Api, Json, running_api
from tests.http.problems import assert_problem

_PATH = "/api/callbacks/cloudinary"
_SECRET, _FORMER = "present-secret", "former-secret"
_ACCESS = CloudinaryAccess(
    cloud_name="demo", api_key="1", api_secret=_SECRET, notification_secrets=(_FORMER,)
)


@pytest.fixture
async def api(settings: Settings) -> AsyncIterator[Api]:
    media = MediaSettings(engine="cloudinary", cloudinary=_ACCESS)
    async with running_api(replace(settings, media=media)) as running:
        yield running


async def _video(api: Api, video: Json) -> Video:
    stored: Video = await api.container.videos().get(VideoId(video["id"]))
    return stored


async def _notification(api: Api, video: Json) -> bytes:
    stored = await _video(api, video)
    item = {"format": "m3u8", "secure_url": "https://res.example.com/s--signed--/x.m3u8"}
    return json.dumps(
        {
            "notification_type": "eager",
            "public_id": f"{stored.owner_id}/{stored.id}",
            "batch_id": "b",
            "eager": [item],
        }
    ).encode()


async def _post(
    api: Api,
    body: bytes,
    *,
    secret: str = _SECRET,
    age: timedelta = timedelta(),
    content_type: str = "application/json",
) -> httpx.Response:
    timestamp = str(int((api.clock.now() - age).timestamp()))
    signature = hashlib.sha1(body + timestamp.encode() + secret.encode()).hexdigest()
    headers = {
        "x-cld-timestamp": timestamp,
        "x-cld-signature": signature,
        "content-type": content_type,
    }
    return await api.http.post(_PATH, content=body, headers=headers)


@pytest.mark.parametrize("secret", [_SECRET, _FORMER])
async def test_P45_a_signed_notification_is_stored_before_it_is_answered(
    api: Api, ada: Account, secret: str
) -> None:
    video = await ada.has_uploaded()

    answer = await _post(api, await _notification(api, video), secret=secret)

    assert (answer.status_code, answer.content) == (204, b"")
    assert (await _video(api, video)).report == '{"batches":{"b":{"m3u8":""}}}'


async def test_P45_repeated_it_changes_nothing(api: Api, ada: Account) -> None:
    video = await ada.has_uploaded()
    body = await _notification(api, video)
    await _post(api, body)
    noted = await _video(api, video)

    for _ in range(3):
        assert (await _post(api, body)).status_code == 204

    assert await _video(api, video) == noted


@pytest.mark.parametrize("age_s", [301, 600, -301])
async def test_P45_what_is_not_fresh_is_refused(api: Api, ada: Account, age_s: int) -> None:
    video = await ada.has_uploaded()

    answer = await _post(api, await _notification(api, video), age=timedelta(seconds=age_s))

    assert_problem(answer, 401, "unauthenticated")
    assert (await _video(api, video)).report is None


async def test_T42_forged_and_unsigned_ones_are_refused(api: Api, ada: Account) -> None:
    video = await ada.has_uploaded()
    body = await _notification(api, video)

    for answer in (
        await _post(api, body, secret="guessed"),
        await _post(api, body, secret=""),
        await api.http.post(_PATH, content=body),
        await api.http.post(_PATH),
    ):
        assert_problem(answer, 401, "unauthenticated")
    assert (await _video(api, video)).report is None


@pytest.mark.parametrize(
    "body",
    [
        b'{"notification_type": "delete", "resources": []}',
        b'{"notification_type": "eager", "public_id": "somebody/elses", "batch_id": "b"}',
        b"not json",
    ],
    ids=["other type", "unknown id", "no json"],
)
async def test_P45_what_it_does_not_know_is_accepted_without_effect(api: Api, body: bytes) -> None:
    assert (await _post(api, body)).status_code == 204


async def test_P45_of_a_deleted_video_it_is_accepted_without_effect(api: Api, ada: Account) -> None:
    video = await ada.has_uploaded()
    body = await _notification(api, video)
    await ada.act("DELETE", f"/api/videos/{video['id']}")

    assert (await _post(api, body)).status_code == 204


async def test_P45_without_the_store_it_is_asked_to_come_again(
    api: Api, ada: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    video = await ada.has_uploaded()
    body = await _notification(api, video)

    async def refuse(*_: object) -> None:
        raise StoreUnavailableError

    monkeypatch.setattr(api.container.videos(), "update", refuse)
    answer = await _post(api, body)

    assert_problem(answer, 503, "service_unavailable")


async def test_a_notification_without_end_is_refused(api: Api) -> None:
    answer = await _post(api, b" " * (256 * 1024) + b"{}")

    assert_problem(answer, 413, "payload_too_large")


async def test_whatever_type_the_body_claims_it_is_read_as_it_came(api: Api, ada: Account) -> None:
    video = await ada.has_uploaded()
    body = await _notification(api, video)

    answer = await _post(api, body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 204
    assert (await _video(api, video)).report


async def test_T42_with_the_embedded_engine_nobody_is_believed(settings: Settings) -> None:
    async with running_api(settings) as embedded:
        answer = await _post(embedded, b"{}", secret="")

        assert_problem(answer, 401, "unauthenticated")
