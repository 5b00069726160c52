"""P2: how the bodies of requests are read."""

import contextlib
import json
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrypoints.http.refusals import MalformedJsonError
from entrypoints.http.strict_json import parse_object
from tests.http.api import Account, Api
from tests.http.problems import assert_problem, assert_violations

_PATH = "/api/auth/login"
_JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"null",
        b"[]",
        b'"text"',
        b"1",
        b"{",
        b"{}x",
        b"{} {}",
        b"{'email': 1}",
        b'{"email": "a",}',
        b'{"email": "a" /* c */}',
        b"\xef\xbb\xbf{}",
        '{"email": "a"}'.encode("utf-16"),
        b'{"email": "\xff"}',
        b'{"email": "\xed\xa0\x80"}',
        b'{"email": "\\ud800"}',
        b'{"email": "\\udc00\\ud800"}',
        b'{"\\ud800": "a"}',
        b'{"email": "a\x00"}',
        b'{"email": "a\nb"}',
        b'{"email": NaN}',
        b'{"email": -Infinity}',
        b'{"email": 1e999}',
        b'{"email": ' + b"9" * 5000 + b"}",
        b'{"email": 01}',
        b'{"email": "a", "email": "b"}',
        b'{"email": "a", "\\u0065mail": "b"}',
        b'{"x": {"y": 1, "y": 2}}',
        b'{"x": [{"y": 1, "y": 2}]}',
        b"[" * 30_000,
        b'{"x":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"x": ' + b"[" * 32 + b"]" * 32 + b"}",
    ],
)
async def test_T20_P2_what_is_no_strict_object_is_refused(api: Api, body: bytes) -> None:
    answer = await api.http.post(_PATH, content=body, headers=_JSON)
    assert_problem(answer, 400, "malformed_json")


@pytest.mark.parametrize(
    "body",
    [
        b'{"x": ' + b"[" * 31 + b"]" * 31 + b"}",
        b'{"x": "' + b"[{" * 1000 + b'"}',
        b'{"x": "\\"a\\": 1, \\"a\\": 2"}',
        b'{"a": {"a": {"a": "\\\\"}}}',
        b'{"x": ["a", "a"], "y": "x"}',
    ],
)
def test_what_only_looks_deep_or_repeated_is_taken(body: bytes) -> None:
    assert parse_object(body, 32)


_JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), _JSON_VALUES, max_size=5), st.booleans())
def test_every_object_without_repetition_is_taken_as_it_is(
    members: dict[str, object], ascii_only: bool
) -> None:
    text = json.dumps(members, ensure_ascii=ascii_only)
    assert parse_object(text.encode(), 100) == members


@given(st.binary(max_size=200))
def test_T20_any_bytes_are_an_object_or_refused(body: bytes) -> None:
    with contextlib.suppress(MalformedJsonError):
        assert isinstance(parse_object(body, 32), dict)


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonx",
        "application/problem+json",
        "application/json; charset=latin-1",
        "multipart/form-data",
    ],
)
async def test_P2_only_json_is_taken_for_json(api: Api, content_type: str | None) -> None:
    headers = {} if content_type is None else {"content-type": content_type}
    answer = await api.http.post(_PATH, content=b"{}", headers=headers)
    assert_problem(answer, 415, "unsupported_media_type")


async def test_P2_packed_json_is_not_taken(api: Api) -> None:
    answer = await api.http.post(_PATH, content=b"{}", headers=_JSON | {"content-encoding": "gzip"})
    assert_problem(answer, 415, "unsupported_media_type")


@pytest.mark.parametrize("content_type", ["Application/JSON", 'application/json; charset="UTF-8"'])
async def test_the_type_may_be_written_in_any_case(api: Api, content_type: str) -> None:
    answer = await api.http.post(_PATH, content=b"{}", headers={"content-type": content_type})
    assert_problem(answer, 400, "validation_failed")


@pytest.mark.parametrize("announced", [True, False])
async def test_T20_P2_large_bodies_are_refused_whether_announced_or_not(
    api: Api, announced: bool
) -> None:
    body = b'{"email": "' + b"x" * 2_000_000 + b'"}'

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 10_000):
            yield body[start : start + 10_000]

    content = body if announced else chunks()
    answer = await api.http.post(_PATH, content=content, headers=_JSON)
    assert_problem(answer, 413, "payload_too_large")


@pytest.mark.parametrize("size", [b"1000.0", b"1e3", b"1000"])
async def test_a_whole_number_may_be_written_in_any_way(ada: Account, size: bytes) -> None:
    body = b'{"title": "Bikes", "filename": "bikes.mp4", "sizeBytes": ' + size + b"}"
    answer = await ada.http.post("/api/uploads/direct", content=body, headers=ada.headers | _JSON)
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize("size", [b"1000.5", b"1e300", b"9007199254740992.0", b'"1000"', b"true"])
async def test_what_is_no_whole_number_is_refused(ada: Account, size: bytes) -> None:
    body = b'{"title": "Bikes", "filename": "bikes.mp4", "sizeBytes": ' + size + b"}"
    answer = await ada.http.post("/api/uploads/direct", content=body, headers=ada.headers | _JSON)
    assert_violations(answer, sizeBytes="wrong_type")
