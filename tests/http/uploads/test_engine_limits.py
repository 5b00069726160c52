"""What a hosted engine would not take is refused before its bytes come, by whichever way."""

from collections.abc import AsyncIterator

import pytest

from adapters.media.memory_direct_uploads import MemoryDirectUploads
from adapters.media.memory_hosted import MemoryHostedEngine
from entrypoints.settings import Settings
from tests.http.api import CLIP, Account, Api, running_api
from tests.http.problems import assert_problem
from tests.http.uploads.client import Tus

_LARGEST_BYTES = len(CLIP)


@pytest.fixture
async def api(settings: Settings) -> AsyncIterator[Api]:
    engine = MemoryHostedEngine()
    engine.max_bytes = _LARGEST_BYTES
    async with running_api(
        settings, engine=engine, direct_uploads=MemoryDirectUploads()
    ) as running:
        yield running


@pytest.mark.parametrize(
    ("size_bytes", "status"), [(_LARGEST_BYTES, 201), (_LARGEST_BYTES + 1, 413)]
)
async def test_P24_a_form_for_the_engine_is_given_out_for_what_it_takes(
    ada: Account, size_bytes: int, status: int
) -> None:
    wanted = {"title": "Bikes", "filename": "bikes.mp4", "sizeBytes": size_bytes}
    answer = await ada.send("POST", "/api/uploads/direct", wanted)

    assert answer.status_code == status
    if status == 413:
        assert_problem(answer, 413, "file_too_large")


async def test_P24_a_resumable_upload_is_judged_when_its_length_is_told(tus: Tus) -> None:
    assert_problem(await tus.create(_LARGEST_BYTES + 1), 413, "file_too_large")

    later = await tus.create(None, None, **{"Upload-Defer-Length": "1"})
    told = {"Upload-Length": str(_LARGEST_BYTES + 1)}
    assert_problem(
        await tus.patch(later.headers["location"], 0, b"", **told), 413, "file_too_large"
    )


async def test_P24_a_resumable_upload_of_unknown_length_ends_at_the_limit(tus: Tus) -> None:
    begun = await tus.create(None, None, **{"Upload-Defer-Length": "1"})

    refused = await tus.patch(begun.headers["location"], 0, CLIP + b"\0")

    assert_problem(refused, 413, "file_too_large")


async def test_P24_a_form_ends_at_the_limit(ada: Account) -> None:
    answer = await ada.http.post(
        "/api/videos/upload",
        data={"title": "Bikes"},
        files={"video": ("bikes.mp4", CLIP + b"\0")},
        headers=ada.headers,
    )

    assert_problem(answer, 413, "file_too_large")
    assert (await ada.get("/api/videos/my")).json()["data"] == []


async def test_P4_a_form_is_refused_by_the_length_that_it_announces(ada: Account) -> None:
    told = {
        "Content-Length": str(100 * 1024**2),
        "Content-Type": "multipart/form-data; boundary=cut",
    }
    answer = await ada.http.post("/api/videos/upload", content=b"", headers=ada.headers | told)

    assert_problem(answer, 413, "file_too_large")


async def test_the_largest_file_is_what_the_engine_takes(api: Api) -> None:
    told = (await api.http.options("/api/uploads")).headers["tus-max-size"]

    assert told == str(_LARGEST_BYTES)
