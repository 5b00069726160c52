"""POST /api/videos/upload."""

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest

from application.limits import UploadLimits
from entrypoints.settings import Settings
from tests.http.api import CLIP, Account, Api, running_api
from tests.http.combinations import ON_EVERY_DATABASE
from tests.http.problems import assert_problem, assert_violations

pytestmark = ON_EVERY_DATABASE

_PATH = "/api/videos/upload"
_Part = tuple[str, tuple[str | None, bytes]]
_FILE: _Part = ("video", ("clip.mp4", CLIP))


async def test_P20_an_upload_is_answered_before_it_is_processed(ada: Account) -> None:
    answer = await ada.upload(description="Two of them")
    assert answer.status_code == 202
    video = answer.json()
    assert answer.headers["location"] == f"/api/videos/{video['id']}"
    assert (video["status"], video["streamUrl"], video["progress"]) == ("PROCESSING", None, 0.0)
    assert (video["title"], video["description"]) == ("Bikes", "Two of them")
    assert (video["filename"], video["sizeBytes"]) == ("clip.mp4", len(CLIP))


@pytest.mark.parametrize("file_first", [True, False])
async def test_P20_fields_come_in_any_order(api: Api, ada: Account, file_first: bool) -> None:
    fields: list[_Part] = [("title", (None, b"Late")), ("description", (None, b"Later"))]
    answer = await _post(api, ada, *([_FILE, *fields] if file_first else [*fields, _FILE]))
    assert answer.status_code == 202
    assert (answer.json()["title"], answer.json()["description"]) == ("Late", "Later")


async def _post(
    api: Api, ada: Account, *parts: tuple[str, tuple[str | None, bytes]]
) -> httpx.Response:
    return await api.http.post(_PATH, files=list(parts), headers=ada.headers)


async def test_what_is_missing_is_told(api: Api, ada: Account) -> None:
    assert_violations(await _post(api, ada, _FILE), title="required")
    title = ("title", (None, b"Bikes"))
    assert_violations(await _post(api, ada, title), video="required")
    assert_violations(
        await _post(api, ada, ("description", (None, b"x"))), title="required", video="required"
    )


async def test_one_file_and_one_title_are_enough(api: Api, ada: Account) -> None:
    title = ("title", (None, b"Bikes"))
    assert_violations(await _post(api, ada, title, _FILE, _FILE), video="out_of_range")
    assert_violations(await _post(api, ada, title, title, _FILE), title="out_of_range")


@pytest.mark.parametrize("field", ["owner", "ownerId", "status", "streamUrl", "video[]", ""])
async def test_T15_what_a_caller_may_not_choose_is_refused(
    api: Api, ada: Account, field: str
) -> None:
    answer = await _post(api, ada, (field, (None, b"READY")), ("title", (None, b"x")), _FILE)
    assert_violations(answer, **{field: "unknown_field"})


async def test_files_and_texts_are_told_apart(api: Api, ada: Account) -> None:
    assert_violations(await _post(api, ada, ("title", ("t.txt", b"Bikes"))), title="wrong_type")
    assert_violations(await _post(api, ada, ("video", (None, CLIP))), video="wrong_type")


@pytest.mark.parametrize(
    ("title", "code"),
    [
        (b"", "required"),
        (b"   ", "required"),
        (b"x" * 201, "too_long"),
        (b"a\x00b", "bad_format"),
        (b"a\nb", "bad_format"),
        (b"\xff", "bad_format"),
        (b"\xed\xa0\x80", "bad_format"),
    ],
)
async def test_titles_are_judged(api: Api, ada: Account, title: bytes, code: str) -> None:
    assert_violations(await _post(api, ada, ("title", (None, title)), _FILE), title=code)


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 400, "empty_file"),
        (b"just some text", 415, "unsupported_media_type"),
        (b"#EXTM3U\n" + b"x" * 100_000, 415, "unsupported_media_type"),
        (b"PK\x03\x04" + bytes(100), 415, "unsupported_media_type"),
    ],
)
async def test_P21_the_first_bytes_decide(
    ada: Account, content: bytes, status: int, code: str
) -> None:
    assert_problem(await ada.upload(content), status, code)


async def test_an_upload_that_is_refused_leaves_nothing(api: Api, ada: Account) -> None:
    await ada.upload(b"just some text")
    await _post(api, ada, _FILE)
    listed = await ada.get("/api/videos/my")
    assert listed.json()["data"] == []
    assert await api.staged() == 0


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\videos\\bikes.mp4", "bikes.mp4"),
        ("-i.mp4", "-i.mp4"),
        ("img%03d; rm -rf $HOME `id`.mp4", "img%03d; rm -rf $HOME `id`.mp4"),
        ("\u202egpj.4pm", "gpj.4pm"),
        ("é\u0085x.mp4", "éx.mp4"),
        ("a" * 4000 + ".mp4", "a" * 251 + ".mp4"),
        ("../", "video"),
    ],
)
async def test_T9_P22_names_are_for_display_alone(
    api: Api, ada: Account, sent: str, shown: str
) -> None:
    answer = await api.http.post(
        _PATH, data={"title": "x"}, files={"video": (sent, CLIP)}, headers=ada.headers
    )
    assert answer.status_code == 202, answer.text
    assert answer.json()["filename"] == shown


async def test_T9_a_name_cannot_add_headers(api: Api, ada: Account) -> None:
    form = (
        b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nx\r\n'
        b'--b\r\nContent-Disposition: form-data; name="video"; '
        b'filename="a%0D%0ASet-Cookie: x=y%22.mp4"\r\n\r\n' + CLIP + b"\r\n--b--\r\n"
    )
    headers = ada.headers | {"content-type": "multipart/form-data; boundary=b"}
    made = await api.http.post(_PATH, content=form, headers=headers)
    assert made.json()["filename"] == 'aSet-Cookie: x=y".mp4'
    back = await ada.get(f"/api/videos/{made.json()['id']}/source")
    assert "set-cookie" not in back.headers


async def test_P24_a_file_over_the_limit_is_refused(settings: Settings) -> None:
    limits = UploadLimits(max_upload_bytes=2000, min_free_bytes=0)
    async with running_api(replace(settings, uploads=limits)) as api:
        ada = await api.register()
        assert_problem(await ada.upload(CLIP + bytes(2000)), 413, "file_too_large")
        assert (await ada.upload()).status_code == 202
        assert await api.staged() == 1


async def test_P24_an_upload_over_the_quota_is_refused(settings: Settings) -> None:
    limits = UploadLimits(user_quota_bytes=1500, min_free_bytes=0)
    async with running_api(replace(settings, uploads=limits)) as api:
        ada = await api.register()
        assert (await ada.upload()).status_code == 202
        assert_problem(await ada.upload(), 403, "quota_exceeded")


async def test_without_a_token_no_form_is_asked_for(api: Api) -> None:
    async def unread() -> AsyncIterator[bytes]:
        read.append(True)
        yield b""

    read: list[bool] = []
    headers = {"content-type": "multipart/form-data; boundary=b", "expect": "100-continue"}
    answer = await api.http.post(_PATH, content=unread(), headers=headers)
    assert_problem(answer, 401, "unauthenticated")
    assert read == []
