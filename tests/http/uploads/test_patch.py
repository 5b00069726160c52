"""PATCH: bytes arrive."""

import base64
import hashlib
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.http.api import CLIP, Account, Api
from tests.http.problems import assert_problem, assert_violations
from tests.http.uploads.client import Tus


async def streamed(content: bytes, size: int = 100) -> AsyncIterator[bytes]:
    """Yield `content` in pieces, without a length."""
    for start in range(0, len(content), size):
        yield content[start : start + size]


def checksum(algorithm: str, content: bytes) -> str:
    digest = hashlib.new(algorithm, content).digest()
    return f"{algorithm} {base64.b64encode(digest).decode()}"


def sha256_field(content: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


async def test_P28_bytes_are_appended_and_counted(tus: Tus) -> None:
    path = await tus.begins(len(CLIP))

    answer = await tus.patch(path, 0, CLIP[:10])

    assert answer.status_code == 204
    assert answer.content == b""
    assert answer.headers["upload-offset"] == "10"
    assert answer.headers["tus-resumable"] == "1.0.0"
    assert "upload-expires" in answer.headers
    assert "upload-video-id" not in answer.headers


@pytest.mark.parametrize("size", [1, 7, 1000, 5000])
async def test_P28_the_last_byte_makes_the_video(tus: Tus, ada: Account, size: int) -> None:
    film = CLIP[: 50 * size]
    path = await tus.begins(len(film))
    answers = [
        await tus.patch(path, offset, film[offset : offset + size])
        for offset in range(0, len(film), size)
    ]
    assert {answer.status_code for answer in answers} == {204}

    [video] = await tus.videos()
    assert video["status"] == "PROCESSING"
    assert answers[-1].headers["upload-video-id"] == video["id"]
    source = await ada.get(f"/api/videos/{video['id']}/source")
    assert source.content == film


async def test_P28_a_body_without_a_length_is_taken(tus: Tus) -> None:
    path = await tus.begins(len(CLIP))
    answer = await tus.patch(path, 0, streamed(CLIP))
    assert answer.headers["upload-offset"] == str(len(CLIP))


async def test_an_empty_body_changes_nothing(tus: Tus) -> None:
    path = await tus.begins(len(CLIP))
    await tus.patch(path, 0, CLIP[:10])
    answer = await tus.patch(path, 10, b"")
    assert (answer.status_code, answer.headers["upload-offset"]) == (204, "10")


@pytest.mark.parametrize("offset", [0, 9, 11, len(CLIP)])
async def test_P28_another_offset_is_a_conflict(tus: Tus, offset: int) -> None:
    path = await tus.begins(len(CLIP))
    await tus.patch(path, 0, CLIP[:10])
    assert_problem(await tus.patch(path, offset, b"x"), 409, "offset_mismatch")
    assert await tus.offset(path) == 10


@pytest.mark.parametrize("offset", ["-1", "a", "", "1.5", None])
async def test_an_offset_is_a_number_of_bytes(tus: Tus, offset: str | None) -> None:
    answer = await tus.patch(await tus.begins(100), offset, b"x")
    fault = "required" if offset is None else "bad_format"
    assert_violations(answer, **{"Upload-Offset": fault})


@pytest.mark.parametrize(
    "media_type", [None, "application/octet-stream", "application/json", "video/mp4"]
)
async def test_P28_another_type_is_refused(tus: Tus, media_type: str | None) -> None:
    path = await tus.begins(100)
    answer = await tus.patch(path, 0, b"x", Content_Type=media_type)
    assert_problem(answer, 415, "unsupported_media_type")
    assert await tus.offset(path) == 0


@pytest.mark.parametrize("is_streamed", [True, False])
async def test_T36_more_bytes_than_the_length_are_refused(tus: Tus, is_streamed: bool) -> None:
    path = await tus.begins(len(CLIP))
    content = CLIP + b"x"
    answer = await tus.patch(path, 0, streamed(content) if is_streamed else content)
    assert_problem(answer, 413, "payload_too_large")
    assert await tus.offset(path) < len(CLIP)
    assert await tus.videos() == []


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
async def test_P28_a_checksum_is_verified(tus: Tus, algorithm: str) -> None:
    path = await tus.begins(len(CLIP))
    right = checksum(algorithm, CLIP[:10])

    wrong = await tus.patch(path, 0, b"0123456789", Upload_Checksum=right)
    assert_problem(wrong, 460, "checksum_mismatch")
    assert await tus.offset(path) == 0

    assert (await tus.patch(path, 0, CLIP[:10], Upload_Checksum=right)).status_code == 204
    rest = await tus.patch(path, 10, CLIP[10:], Upload_Checksum=checksum(algorithm, CLIP[10:]))
    assert "upload-video-id" in rest.headers


@pytest.mark.parametrize(
    "header",
    ["", "sha1", "sha1 é", "sha1 !!!", "md5 1B2M2Y8AsgTpgAmY7PhCfg==", "SHA1 x", "sha256 2jmj7l5r"],
)
async def test_P28_a_checksum_that_cannot_be_verified_is_refused(tus: Tus, header: str) -> None:
    path = await tus.begins(len(CLIP))
    answer = await tus.patch(path, 0, CLIP[:10], Upload_Checksum=header)
    assert_violations(answer, **{"Upload-Checksum": "bad_format"})
    assert await tus.offset(path) == 0


async def test_a_digest_of_the_chunk_is_verified(tus: Tus) -> None:
    path = await tus.begins(len(CLIP))
    right = f"sha-512=:eA==:, {sha256_field(CLIP[:10])}"
    wrong = await tus.patch(path, 0, b"0123456789", Content_Digest=right)
    assert_problem(wrong, 460, "checksum_mismatch")
    assert (await tus.patch(path, 0, CLIP[:10], Content_Digest=right)).status_code == 204


async def test_a_digest_of_the_file_is_verified_at_its_end(api: Api, tus: Tus) -> None:
    path = await tus.begins(len(CLIP), Repr_Digest=sha256_field(CLIP))
    assert (await tus.patch(path, 0, CLIP)).status_code == 204
    for told_early in (True, False):
        digest = sha256_field(b"another file")
        path = await tus.begins(len(CLIP), Repr_Digest=digest if told_early else None)
        late = None if told_early else digest
        answer = await tus.patch(path, 0, CLIP, Repr_Digest=late)
        assert_problem(answer, 460, "checksum_mismatch")
        assert (await tus.head(path)).status_code == 404
    assert len(await tus.videos()) == await api.staged() == 1


@pytest.mark.parametrize("name", ["Content-Digest", "Repr-Digest"])
@pytest.mark.parametrize("header", ["", "sha-256", "sha-256=:eA==:", "sha-256=abc", "="])
async def test_a_malformed_digest_is_refused(tus: Tus, name: str, header: str) -> None:
    path = await tus.begins(len(CLIP))
    answer = await tus.patch(path, 0, CLIP, **{name: header})
    assert_violations(answer, **{name: "bad_format"})


async def test_P28_a_length_is_declared_with_a_chunk(tus: Tus) -> None:
    path = (await tus.create(Upload_Defer_Length="1")).headers["location"]
    await tus.patch(path, 0, CLIP[:10])
    answer = await tus.patch(path, 10, CLIP[10:], Upload_Length=str(len(CLIP)))
    assert "upload-video-id" in answer.headers
    assert (await tus.head(path)).headers["upload-length"] == str(len(CLIP))


async def test_P28_a_length_may_be_declared_after_the_last_byte(tus: Tus) -> None:
    path = (await tus.create(Upload_Defer_Length="1")).headers["location"]
    await tus.patch(path, 0, CLIP)
    answer = await tus.patch(path, len(CLIP), b"", Upload_Length=str(len(CLIP)))
    assert "upload-video-id" in answer.headers


async def test_P28_a_declared_length_never_changes(tus: Tus) -> None:
    path = await tus.begins(len(CLIP))
    answer = await tus.patch(path, 0, CLIP[:10], Upload_Length=str(len(CLIP) + 1))
    assert_problem(answer, 400, "malformed_request")
    assert (await tus.patch(path, 0, CLIP, Upload_Length=str(len(CLIP)))).status_code == 204


@pytest.mark.parametrize(
    ("length", "status", "code"),
    [
        ("0", 400, "empty_file"),
        ("5", 400, "malformed_request"),
        ("99999999999999", 413, "file_too_large"),
        ("x", 400, "validation_failed"),
    ],
)
async def test_a_length_that_cannot_be_is_refused(
    tus: Tus, length: str, status: int, code: str
) -> None:
    path = (await tus.create(Upload_Defer_Length="1")).headers["location"]
    await tus.patch(path, 0, CLIP[:10])
    assert_problem(await tus.patch(path, 10, b"x", Upload_Length=length), status, code)


async def test_P28_the_last_chunk_repeated_answers_the_same(tus: Tus) -> None:
    path = await tus.begins(len(CLIP))
    await tus.patch(path, 0, CLIP[:10])
    first = await tus.patch(path, 10, CLIP[10:])
    again = [await tus.patch(path, 10, CLIP[10:]) for _ in range(3)]

    assert {answer.status_code for answer in again} == {204}
    for name in ("upload-offset", "upload-video-id", "upload-expires"):
        assert {answer.headers[name] for answer in again} == {first.headers[name]}
    assert len(await tus.videos()) == 1


async def test_P21_what_is_no_video_is_refused_and_gone(api: Api, tus: Tus) -> None:
    text = b"just some text"
    path = await tus.begins(len(text))
    assert_problem(await tus.patch(path, 0, text), 415, "unsupported_media_type")
    assert (await tus.head(path)).status_code == 404
    assert await api.staged() == 0


async def test_P28_an_expired_upload_is_gone(api: Api, tus: Tus) -> None:
    path = await tus.begins(len(CLIP))
    api.clock.advance(timedelta(hours=24))
    assert_problem(await tus.patch(path, 0, CLIP), 410, "upload_expired")


@pytest.mark.parametrize("name", ["01890000-0000-7000-8000-000000000001", "x"])
async def test_what_does_not_exist_is_not_found(tus: Tus, name: str) -> None:
    assert_problem(await tus.patch(f"/api/uploads/{name}", 0, CLIP), 404, "not_found")


async def test_T36_anothers_upload_does_not_exist(tus: Tus, eve: Account) -> None:
    path = await tus.begins(len(CLIP))
    assert_problem(await Tus(eve).patch(path, 0, CLIP), 404, "not_found")
    assert await tus.offset(path) == 0


@pytest.mark.parametrize("version", ["0.2.2", None])
async def test_P28_another_version_is_refused(tus: Tus, version: str | None) -> None:
    path = await tus.begins(len(CLIP))
    answer = await tus.patch(path, 0, CLIP, Tus_Resumable=version)
    assert_problem(answer, 412, "tus_version_unsupported")
    assert await tus.offset(path) == 0


async def test_P5_a_method_is_not_overridden(tus: Tus) -> None:
    path = await tus.begins(len(CLIP))
    answer = await tus.send("POST", path, CLIP, Upload_Offset="0", X_HTTP_Method_Override="PATCH")
    assert_problem(answer, 405, "method_not_allowed")
    assert await tus.offset(path) == 0
