"""POST: an upload begins."""

from dataclasses import replace
from email.utils import parsedate_to_datetime

import pytest

from application.limits import ResumableLimits, UploadLimits
from entrypoints.settings import Settings
from tests.http.api import CLIP, Account, Api, running_api
from tests.http.problems import assert_problem, assert_violations
from tests.http.uploads.client import Tus, metadata, somebody


async def test_P28_an_upload_is_made_at_its_own_address(api: Api, tus: Tus) -> None:
    answer = await tus.create(100)

    assert answer.status_code == 201
    assert answer.content == b""
    assert answer.headers["tus-resumable"] == "1.0.0"
    assert answer.headers["location"].startswith("/api/uploads/")
    expires_at = parsedate_to_datetime(answer.headers["upload-expires"])
    assert (expires_at - api.clock.now()).total_seconds() == 24 * 3600
    assert await tus.offset(answer.headers["location"]) == 0


@pytest.mark.parametrize("version", ["0.2.2", "1.0.1", "", None])
async def test_P28_another_version_is_refused_with_the_one_that_is_known(
    tus: Tus, version: str | None
) -> None:
    answer = await tus.create(100, Tus_Resumable=version)

    assert_problem(answer, 412, "tus_version_unsupported")
    assert answer.headers["tus-version"] == "1.0.0"
    assert answer.headers["tus-resumable"] == "1.0.0"


async def test_nobody_begins_without_a_login(tus: Tus) -> None:
    answer = await tus.create(100, Authorization=None)

    assert_problem(answer, 401, "unauthenticated")
    assert answer.headers["tus-resumable"] == "1.0.0"


async def test_a_length_or_its_deferral_is_needed(tus: Tus) -> None:
    assert_violations(await tus.create(), **{"Upload-Length": "required"})


@pytest.mark.parametrize("length", ["-1", "+1", "1.0", "0x10", " ", "1 2", "9" * 30, "²"])
async def test_a_length_is_a_number_of_bytes(tus: Tus, length: str) -> None:
    answer = await tus.create(length)
    assert_violations(answer, **{"Upload-Length": "bad_format"})


@pytest.mark.parametrize("value", ["0", "2", "true", ""])
async def test_a_deferral_has_one_form(tus: Tus, value: str) -> None:
    answer = await tus.create(Upload_Defer_Length=value)
    assert_violations(answer, **{"Upload-Defer-Length": "bad_format"})


async def test_a_length_is_not_told_and_deferred_at_once(tus: Tus) -> None:
    answer = await tus.create(100, Upload_Defer_Length="1")
    assert_violations(answer, **{"Upload-Defer-Length": "bad_format"})


async def test_an_empty_file_is_refused(tus: Tus) -> None:
    assert_problem(await tus.create(0), 400, "empty_file")


async def test_P28_metadata_comes_back_as_it_was_sent(tus: Tus) -> None:
    sent = metadata(filename="Räder.mp4", filetype="video/mp4", relativePath=None)
    path = await tus.begins(100, Upload_Metadata=sent)
    assert (await tus.head(path)).headers["upload-metadata"] == sent


@pytest.mark.parametrize(
    "header",
    ["filename", "title ", metadata(title="  ", filename=""), metadata(other="x"), "", None],
)
async def test_an_upload_without_a_name_is_taken(tus: Tus, header: str | None) -> None:
    path = await tus.begins(len(CLIP), Upload_Metadata=header)
    await tus.patch(path, 0, CLIP)
    assert [video["title"] for video in await tus.videos()] == ["video"]


async def test_metadata_become_the_video(tus: Tus) -> None:
    told = metadata(title="Räder", description="Zwei\nStück", filename="../r.mp4")
    path = await tus.begins(len(CLIP), Upload_Metadata=told)
    await tus.patch(path, 0, CLIP)
    [video] = await tus.videos()
    assert (video["title"], video["description"]) == ("Räder", "Zwei\nStück")
    assert (video["filename"], video["sizeBytes"]) == ("r.mp4", len(CLIP))


async def test_a_title_that_is_missing_is_the_files_name(tus: Tus) -> None:
    path = await tus.begins(len(CLIP), Upload_Metadata=metadata(filename="My bikes.mp4"))
    await tus.patch(path, 0, CLIP)
    assert [video["title"] for video in await tus.videos()] == ["My bikes"]


@pytest.mark.parametrize("name", ["Content-Digest", "Upload-Checksum"])
async def test_a_malformed_digest_is_refused_though_no_bytes_come_along(
    tus: Tus, name: str
) -> None:
    told = {"Upload-Length": "3", name: ",jRJQ#"}
    answer = await tus.send("POST", "/api/uploads", None, **told)

    assert_violations(answer, **{name: "bad_format"})


@pytest.mark.parametrize(
    "header",
    [
        "title !!!",
        "title YQ==,title YQ==",
        ",",
        "title YQ==,",
        " ,title YQ==",
        "title YQ= =",
        "title /w==",
        "tit\xe9le YQ==",
    ],
)
async def test_malformed_metadata_are_refused(tus: Tus, header: str) -> None:
    answer = await tus.send(
        "POST", "/api/uploads", None, Upload_Length="100", Upload_Metadata=header
    )
    assert_violations(answer, **{"Upload-Metadata": "bad_format"})


async def test_T14_titles_and_descriptions_are_judged(tus: Tus) -> None:
    told = metadata(title="x" * 201, description="a\x00b")
    answer = await tus.create(100, Upload_Metadata=told)
    assert_violations(answer, title="too_long", description="bad_format")


async def test_P28_an_upload_may_begin_with_all_its_bytes(tus: Tus) -> None:
    answer = await tus.create(len(CLIP), CLIP)

    assert answer.status_code == 201
    assert answer.headers["upload-offset"] == str(len(CLIP))
    [video] = await tus.videos()
    assert answer.headers["upload-video-id"] == video["id"]


async def test_P28_an_upload_may_begin_with_some_of_its_bytes(tus: Tus) -> None:
    answer = await tus.create(len(CLIP), CLIP[:10])
    assert answer.headers["upload-offset"] == "10"
    assert "upload-video-id" not in answer.headers

    path = answer.headers["location"]
    assert (await tus.patch(path, 10, CLIP[10:])).status_code == 204


async def test_P28_an_upload_may_begin_with_bytes_and_without_a_length(tus: Tus) -> None:
    answer = await tus.create(None, CLIP[:10], Upload_Defer_Length="1")
    assert answer.status_code == 201
    assert answer.headers["upload-offset"] == "10"


async def test_a_body_of_another_type_is_refused(tus: Tus) -> None:
    answer = await tus.create(len(CLIP), CLIP, Content_Type="video/mp4")
    assert_problem(answer, 415, "unsupported_media_type")


async def test_T36_more_bytes_than_the_length_are_refused_and_leave_nothing(
    api: Api, tus: Tus
) -> None:
    assert_problem(await tus.create(10, CLIP), 413, "payload_too_large")
    assert await api.staged() == 0


async def test_P24_a_file_over_the_limit_is_refused(settings: Settings) -> None:
    chosen = replace(settings, uploads=UploadLimits(max_upload_bytes=1000))
    async with running_api(chosen) as api:
        tus = await somebody(api)
        assert_problem(await tus.create(1001), 413, "file_too_large")
        assert (await tus.create(1000)).status_code == 201


async def test_P24_the_quota_is_reserved(settings: Settings) -> None:
    chosen = replace(settings, uploads=UploadLimits(user_quota_bytes=1500))
    async with running_api(chosen) as api:
        ada = await api.register()
        tus = Tus(ada)
        path = await tus.begins(1000)
        assert_problem(await tus.create(501), 403, "quota_exceeded")
        assert_problem(await ada.upload(), 403, "quota_exceeded")
        await tus.delete(path)
        assert (await ada.upload()).status_code == 202


async def test_P28_a_user_has_so_many_open_uploads(settings: Settings) -> None:
    chosen = replace(settings, resumable=ResumableLimits(max_open_per_user=2))
    async with running_api(chosen) as api:
        tus = await somebody(api)
        path, _ = await tus.begins(100), await tus.begins(100)
        answer = await tus.create(100)
        assert_problem(answer, 429, "too_many_uploads")
        assert int(answer.headers["retry-after"]) > 0
        await tus.delete(path)
        assert (await tus.create(100)).status_code == 201


async def test_headers_that_are_sent_twice_are_refused(api: Api, ada: Account) -> None:
    headers = [*ada.headers.items(), ("Tus-Resumable", "1.0.0")]
    twice = [("Upload-Length", "10"), ("Upload-Length", "11")]
    answer = await api.http.post("/api/uploads", headers=[*headers, *twice])
    assert_violations(answer, **{"Upload-Length": "out_of_range"})
    answer = await api.http.post("/api/uploads", headers=[*headers, headers[-1], twice[0]])
    assert_problem(answer, 412, "tus_version_unsupported")


async def test_a_query_has_no_effect_but_a_refusal(tus: Tus) -> None:
    answer = await tus.send("POST", "/api/uploads?owner=eve", None, Upload_Length="10")
    assert_violations(answer, owner="unknown_field")
