"""POST /api/uploads/direct where a hosted engine takes the bytes itself."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.media.memory_direct_uploads import MemoryDirectUploads
from adapters.media.memory_hosted_media import MemoryHostedMedia
from application.ports.engine_reports import Arrival
from domain.ids import VideoId
from entrypoints.settings import Settings
from tests.http.api import CLIP, Account, Api, Json, running_api
from tests.http.problems import assert_problem, assert_violations
from tests.http.uploads.client import Tus

_WANTED = {"title": "Bikes", "filename": "bikes.mp4", "sizeBytes": len(CLIP)}


@pytest.fixture
def engine() -> MemoryDirectUploads:
    return MemoryDirectUploads()


@pytest.fixture
async def api(settings: Settings, engine: MemoryDirectUploads) -> AsyncIterator[Api]:
    async with running_api(
        settings, direct_uploads=engine, hosted_media=MemoryHostedMedia()
    ) as running:
        yield running


async def _begin(ada: Account, **headers: str) -> Json:
    answer = await ada.send("POST", "/api/uploads/direct", _WANTED, **headers)
    assert answer.status_code == 201, answer.text
    told: Json = answer.json()
    return told


async def test_a_form_says_where_the_bytes_go(api: Api, ada: Account) -> None:
    told = await _begin(ada)

    assert told["kind"] == "form"
    assert told["url"].startswith("https://")
    assert told["fields"]["public_id"].endswith(told["uploadId"])
    expires_at = api.clock.now() + timedelta(hours=1)
    assert told["expiresAt"] == expires_at.isoformat().replace("+00:00", "Z")
    status = (await ada.get(f"/api/uploads/{told['uploadId']}")).json()
    assert (status["status"], status["offset"], status["videoId"]) == ("open", 0, None)


async def test_the_video_appears_when_its_bytes_are_there(
    api: Api, ada: Account, engine: MemoryDirectUploads
) -> None:
    told = await _begin(ada)
    engine.arrivals[VideoId(told["uploadId"])] = Arrival(len(CLIP))

    api.clock.advance(timedelta(minutes=5))
    await api.application.sweep_abandoned()

    status = (await ada.get(f"/api/uploads/{told['uploadId']}")).json()
    assert (status["status"], status["offset"]) == ("finished", len(CLIP))
    video = (await ada.get(f"/api/videos/{status['videoId']}")).json()
    assert (video["title"], video["status"]) == ("Bikes", "PROCESSING")
    source = await ada.get(f"/api/videos/{status['videoId']}/source")
    assert_problem(source, 404, "not_found")


async def test_P27_a_repeated_request_is_the_same_upload(ada: Account) -> None:
    first = await _begin(ada, Idempotency_Key="one")
    again = await ada.send("POST", "/api/uploads/direct", _WANTED, Idempotency_Key="one")
    other = await ada.send(
        "POST", "/api/uploads/direct", _WANTED | {"title": "x"}, Idempotency_Key="one"
    )

    assert again.json() == first
    assert again.headers["idempotent-replayed"] == "true"
    assert_problem(other, 422, "idempotency_key_reused")


async def test_what_is_asked_for_is_judged(ada: Account) -> None:
    empty = await ada.send("POST", "/api/uploads/direct", _WANTED | {"sizeBytes": 0})
    large = await ada.send("POST", "/api/uploads/direct", _WANTED | {"sizeBytes": 10**12})
    untitled = await ada.send("POST", "/api/uploads/direct", _WANTED | {"title": ""})

    assert_problem(empty, 400, "empty_file")
    assert_problem(large, 413, "file_too_large")
    assert_violations(untitled, title="required")


async def test_its_bytes_are_not_taken_here(ada: Account, tus: Tus) -> None:
    told = await _begin(ada)
    path = f"/api/uploads/{told['uploadId']}"

    assert_problem(await tus.patch(path, 0, CLIP), 409, "state_conflict")
    assert (await tus.delete(path)).status_code == 204
    assert (await ada.get(path)).json()["status"] == "expired"


async def test_T16_anothers_upload_does_not_exist(ada: Account, eve: Account) -> None:
    told = await _begin(ada)

    assert_problem(await eve.get(f"/api/uploads/{told['uploadId']}"), 404, "not_found")
