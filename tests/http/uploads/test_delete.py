"""DELETE: an upload is given up."""

from datetime import timedelta

import pytest

from tests.http.api import CLIP, Account, Api
from tests.http.combinations import ON_EVERY_STORE
from tests.http.problems import assert_problem
from tests.http.uploads.client import Tus

pytestmark = ON_EVERY_STORE


async def test_P28_a_terminated_upload_is_gone_with_its_bytes(api: Api, tus: Tus) -> None:
    path = await tus.begins(len(CLIP))
    await tus.patch(path, 0, CLIP[:10])

    answer = await tus.delete(path)

    assert answer.status_code == 204
    assert answer.headers["tus-resumable"] == "1.0.0"
    assert await api.staged() == 0
    assert (await tus.head(path)).status_code == 404
    assert_problem(await tus.patch(path, 10, CLIP[10:]), 404, "not_found")
    assert_problem(await tus.delete(path), 404, "not_found")


async def test_the_video_of_a_finished_upload_stays(tus: Tus) -> None:
    path = await tus.begins(len(CLIP))
    await tus.patch(path, 0, CLIP)

    assert (await tus.delete(path)).status_code == 204

    assert (await tus.head(path)).status_code == 404
    assert len(await tus.videos()) == 1


async def test_P28_an_expired_upload_is_gone(api: Api, tus: Tus) -> None:
    path = await tus.begins(len(CLIP))
    api.clock.advance(timedelta(hours=24))
    assert_problem(await tus.delete(path), 410, "upload_expired")


async def test_T16_nobody_terminates_anothers_upload(tus: Tus, eve: Account) -> None:
    path = await tus.begins(len(CLIP))
    assert_problem(await Tus(eve).delete(path), 404, "not_found")
    assert (await tus.head(path)).status_code == 200


@pytest.mark.parametrize("version", ["0.2.2", None])
async def test_P28_another_version_is_refused(tus: Tus, version: str | None) -> None:
    path = await tus.begins(len(CLIP))
    assert_problem(await tus.delete(path, Tus_Resumable=version), 412, "tus_version_unsupported")
    assert (await tus.head(path)).status_code == 200
