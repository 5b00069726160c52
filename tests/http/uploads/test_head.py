"""HEAD: where an upload stands."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest

from tests.http.api import CLIP, Account, Api
from tests.http.uploads.client import Tus


async def test_P28_the_offset_and_the_length_are_told_and_never_cached(tus: Tus) -> None:
    path = await tus.begins(len(CLIP))
    await tus.patch(path, 0, CLIP[:10])

    answer = await tus.head(path)

    assert answer.status_code == 200
    assert answer.content == b""
    assert answer.headers["upload-offset"] == "10"
    assert answer.headers["upload-length"] == str(len(CLIP))
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["tus-resumable"] == "1.0.0"
    assert "upload-defer-length" not in answer.headers
    assert "upload-metadata" not in answer.headers
    assert "upload-video-id" not in answer.headers


async def test_P28_a_length_that_is_not_known_is_told_as_such(tus: Tus) -> None:
    created = await tus.create(Upload_Defer_Length="1")
    answer = await tus.head(created.headers["location"])
    assert answer.headers["upload-defer-length"] == "1"
    assert "upload-length" not in answer.headers


async def test_P28_a_finished_upload_still_answers(tus: Tus) -> None:
    path = await tus.begins(len(CLIP))
    await tus.patch(path, 0, CLIP)
    answer = await tus.head(path)
    assert answer.status_code == 200
    assert answer.headers["upload-offset"] == answer.headers["upload-length"] == str(len(CLIP))
    [video] = await tus.videos()
    assert answer.headers["upload-video-id"] == video["id"]


@pytest.mark.parametrize("is_finished", [True, False])
async def test_P28_an_expired_upload_is_gone(api: Api, tus: Tus, is_finished: bool) -> None:
    path = await tus.begins(len(CLIP))
    await tus.patch(path, 0, CLIP if is_finished else CLIP[:10])
    api.clock.advance(timedelta(hours=24))

    answer = await tus.head(path)

    assert answer.status_code == 410
    assert "upload-offset" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


async def test_P28_every_chunk_moves_the_end(api: Api, tus: Tus) -> None:
    path = await tus.begins(len(CLIP))
    api.clock.advance(timedelta(hours=23))
    answer = await tus.patch(path, 0, CLIP[:10])
    expires_at = parsedate_to_datetime(answer.headers["upload-expires"])
    assert expires_at - api.clock.now() == timedelta(hours=24)
    api.clock.advance(timedelta(hours=23))
    assert (await tus.head(path)).headers["upload-expires"] == answer.headers["upload-expires"]


@pytest.mark.parametrize("name", ["01890000-0000-7000-8000-000000000001", "x", "..%2f", "%00"])
async def test_P19_what_does_not_exist_is_not_found(tus: Tus, name: str) -> None:
    answer = await tus.head(f"/api/uploads/{name}")
    assert answer.status_code == 404
    assert "upload-offset" not in answer.headers


async def test_T16_anothers_upload_does_not_exist(tus: Tus, eve: Account) -> None:
    path = await tus.begins(100)
    assert (await Tus(eve).head(path)).status_code == 404
    assert (await tus.head(path)).status_code == 200


@pytest.mark.parametrize("version", ["0.2.2", None])
async def test_P28_another_version_is_refused(tus: Tus, version: str | None) -> None:
    answer = await tus.head(await tus.begins(100), Tus_Resumable=version)
    assert answer.status_code == 412
    assert answer.headers["tus-version"] == "1.0.0"


async def test_nobody_asks_without_a_login(tus: Tus) -> None:
    path = await tus.begins(100)
    assert (await tus.head(path, Authorization=None)).status_code == 401
