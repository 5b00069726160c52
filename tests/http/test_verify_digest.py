"""The digest of a file: shown, and compared with what a client announces (RFC 9530)."""

import base64
import hashlib

import httpx
import pytest

from tests.http.api import CLIP, Account, Api
from tests.http.problems import assert_problem, assert_violations

_TITLE = b'--cut\r\nContent-Disposition: form-data; name="title"\r\n\r\nBikes\r\n'
_END = b"\r\n--cut--\r\n"


def field(content: bytes) -> str:
    """Return the value of a digest header."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


def form(*part_headers: str) -> bytes:
    """Return a form with a title and the clip, whose part has more headers."""
    head = ['Content-Disposition: form-data; name="video"; filename="clip.mp4"', *part_headers]
    return _TITLE + b"--cut\r\n" + "\r\n".join(head).encode() + b"\r\n\r\n" + CLIP + _END


async def upload(api: Api, ada: Account, body: bytes, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    told = {"Content-Type": "multipart/form-data; boundary=cut", **ada.headers, **named}
    return await api.http.post("/api/videos/upload", content=body, headers=told)


async def test_the_digest_of_the_file_is_shown(ada: Account) -> None:
    video = await ada.has_uploaded()
    assert video["sha256"] == hashlib.sha256(CLIP).hexdigest()
    assert (await ada.get(f"/api/videos/{video['id']}")).json()["sha256"] == video["sha256"]


@pytest.mark.parametrize("name", ["Content-Digest", "Repr-Digest"])
async def test_a_digest_of_the_file_or_of_the_form_is_taken(
    api: Api, ada: Account, name: str
) -> None:
    for right in (field(CLIP), field(form()), f"md5=:eA==:, {field(CLIP)}", "sha-512=:eA==:"):
        assert (await upload(api, ada, form(), **{name: right})).status_code == 202


@pytest.mark.parametrize("name", ["Content-Digest", "Repr-Digest"])
async def test_another_file_is_refused_and_leaves_nothing(
    api: Api, ada: Account, name: str
) -> None:
    answer = await upload(api, ada, form(), **{name: field(b"another")})
    assert_problem(answer, 460, "checksum_mismatch")
    assert await api.staged() == 0
    assert (await ada.get("/api/videos/my")).json()["data"] == []


async def test_a_part_may_tell_the_digest_of_its_own_bytes(api: Api, ada: Account) -> None:
    right = await upload(api, ada, form(f"Content-Digest: {field(CLIP)}"))
    assert right.status_code == 202
    wrong = await upload(api, ada, form(f"Repr-Digest: {field(b'another')}"))
    assert_problem(wrong, 460, "checksum_mismatch")
    assert await api.staged() == 1


@pytest.mark.parametrize("value", ["sha-256", "sha-256=abc", "sha-256=:eA==:", ":", "sha-256=:!:"])
async def test_a_malformed_digest_is_refused(api: Api, ada: Account, value: str) -> None:
    answer = await upload(api, ada, form(), Content_Digest=value)
    assert_violations(answer, **{"Content-Digest": "bad_format"})
