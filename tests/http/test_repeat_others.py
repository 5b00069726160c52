"""Idempotency-Key: other requests than forms that are sent again."""

import base64

import httpx

from domain.ids import VideoId
from tests.http.api import CLIP, Account, Api
from tests.http.problems import assert_problem
from tests.http.test_repeat import titles, upload
from tests.http.uploads.client import Tus, metadata

_KEY = "a-key"


async def test_P27_creating_an_upload_is_repeated(ada: Account) -> None:
    tus, told = Tus(ada), metadata(title="Bikes")
    first = await tus.create(len(CLIP), Upload_Metadata=told, Idempotency_Key=_KEY)
    again = await tus.create(len(CLIP), Upload_Metadata=told, Idempotency_Key=_KEY)
    assert again.status_code == 201
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["upload-expires"] == first.headers["upload-expires"]
    assert again.headers["idempotent-replayed"] == "true"
    other = await tus.create(len(CLIP) + 1, Upload_Metadata=told, Idempotency_Key=_KEY)
    assert_problem(other, 422, "idempotency_key_reused")


async def test_P27_creating_an_upload_with_its_bytes_is_repeated(ada: Account) -> None:
    tus = Tus(ada)
    first = await tus.create(len(CLIP), CLIP, Idempotency_Key=_KEY)
    again = await tus.create(len(CLIP), CLIP, Idempotency_Key=_KEY)
    assert again.headers["upload-video-id"] == first.headers["upload-video-id"]
    assert len(await titles(ada)) == 1


async def test_P27_a_refused_creation_is_repeated(ada: Account) -> None:
    wrong = f"sha1 {base64.b64encode(bytes(20)).decode()}"
    answers = [
        await Tus(ada).create(len(CLIP), CLIP, Idempotency_Key=_KEY, Upload_Checksum=wrong)
        for _ in range(2)
    ]
    for answer in answers:
        assert_problem(answer, 460, "checksum_mismatch")
    assert answers[1].headers["idempotent-replayed"] == "true"


async def test_P27_a_direct_upload_is_repeated(ada: Account) -> None:
    body = {"title": "Bikes", "filename": "b.mp4", "sizeBytes": 100}

    async def ask(**members: object) -> httpx.Response:
        return await ada.send("POST", "/api/uploads/direct", body | members, Idempotency_Key=_KEY)

    first, again = await ask(), await ask()
    assert again.json() == first.json()
    assert again.headers["idempotent-replayed"] == "true"
    assert_problem(await ask(sizeBytes=101), 422, "idempotency_key_reused")


async def test_P27_keys_of_two_routes_are_two_keys(ada: Account) -> None:
    assert (await Tus(ada).create(100, Idempotency_Key=_KEY)).status_code == 201
    assert (await upload(ada)).status_code == 202


async def test_P27_a_refusal_that_stands_is_repeated(api: Api, ada: Account) -> None:
    video = await ada.has_uploaded()
    path = f"/api/videos/{video['id']}/retry"
    headers = ada.headers | {"Idempotency-Key": _KEY}
    first = await api.http.post(path, headers=headers)
    assert_problem(first, 409, "state_conflict")
    await api.container.videos().update(
        VideoId(video["id"]), lambda stored: stored.delete(api.clock.now())
    )
    again = await api.http.post(path, headers=headers)
    assert again.headers["idempotent-replayed"] == "true"
    assert_problem(again, 409, "state_conflict")
    other = await api.http.post("/api/videos/another/retry", headers=headers)
    assert_problem(other, 422, "idempotency_key_reused")
