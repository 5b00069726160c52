"""GET /api/uploads/{id} and POST /api/uploads/direct: uploads in JSON."""

from datetime import timedelta

import httpx
import pytest

from adapters.media.no_direct_uploads import NoDirectUploads
from entrypoints.settings import Settings
from tests.http.api import CLIP, Account, Api, Json, running_api
from tests.http.problems import assert_problem, assert_violations
from tests.http.uploads.client import Tus


async def test_an_upload_is_told_from_its_beginning_to_its_end(api: Api, tus: Tus) -> None:
    path = await tus.begins(len(CLIP))
    begun = await tus.status(path)
    assert begun == {
        "id": path.rpartition("/")[2],
        "offset": 0,
        "length": len(CLIP),
        "expiresAt": (api.clock.now() + timedelta(days=1)).isoformat().replace("+00:00", "Z"),
        "status": "open",
        "videoId": None,
    }
    await tus.patch(path, 0, CLIP)
    finished = await tus.status(path)
    [video] = await tus.videos()
    assert finished == begun | {"offset": len(CLIP), "status": "finished", "videoId": video["id"]}


async def test_a_length_that_is_not_known_is_null(tus: Tus) -> None:
    path = (await tus.create(Upload_Defer_Length="1")).headers["location"]
    assert (await tus.status(path))["length"] is None


@pytest.mark.parametrize("is_swept", [True, False])
async def test_P28_an_expired_upload_is_told_for_a_while(
    api: Api, tus: Tus, is_swept: bool
) -> None:
    path = await tus.begins(len(CLIP))
    api.clock.advance(timedelta(hours=24))
    if is_swept:
        await api.application.sweep_abandoned()
    expired = await tus.status(path)
    assert (expired["status"], expired["videoId"]) == ("expired", None)


async def test_T16_anothers_upload_does_not_exist(tus: Tus, eve: Account) -> None:
    path = await tus.begins(100)
    assert_problem(await eve.get(path), 404, "not_found")
    assert_problem(await eve.get("/api/uploads/x"), 404, "not_found")


async def _direct(ada: Account, **members: object) -> httpx.Response:
    body = {"title": "Bikes", "filename": "bikes.mp4", "sizeBytes": len(CLIP)} | members
    return await ada.send("POST", "/api/uploads/direct", body)


async def test_a_direct_upload_goes_by_tus_where_the_engine_takes_none(settings: Settings) -> None:
    async with running_api(settings, direct_uploads=NoDirectUploads()) as api:
        ada = await api.register()
        tus = Tus(ada)
        answer = await _direct(ada, description="Two of them")
        assert answer.status_code == 201
        told: Json = answer.json()
        path = f"/api/uploads/{told['uploadId']}"
        assert told == {
            "kind": "tus",
            "url": f"http://127.0.0.1:5000{path}",
            "fields": {},
            "uploadId": path.rpartition("/")[2],
            "expiresAt": (await tus.status(path))["expiresAt"],
        }
        assert answer.headers["location"] == path

        await tus.patch(path, 0, CLIP)

        [video] = await tus.videos()
        assert (video["title"], video["description"]) == ("Bikes", "Two of them")


async def test_a_direct_upload_is_judged(ada: Account) -> None:
    assert_violations(await _direct(ada, title=" "), title="required")
    assert_violations(await _direct(ada, sizeBytes="1"), sizeBytes="wrong_type")
    assert_violations(await _direct(ada, sizeBytes=-1), sizeBytes="out_of_range")
    assert_violations(await _direct(ada, owner="eve"), owner="unknown_field")
    assert_problem(await _direct(ada, sizeBytes=0), 400, "empty_file")
    assert_problem(await _direct(ada, sizeBytes=10**30), 413, "file_too_large")


async def test_a_direct_upload_needs_a_login(api: Api) -> None:
    assert_problem(await api.http.post("/api/uploads/direct", json={}), 401, "unauthenticated")
