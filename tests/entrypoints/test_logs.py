"""P49, T43: what a log line may hold."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import UserId
from domain.video.lifecycle import VideoStatus
from entrypoints.line_forms import FixedRecord
from entrypoints.log_cleaning import clean_text
from entrypoints.logs import configure_logging

_NOW = datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)
_ZONE = ZoneInfo("Asia/Kolkata")
_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl"


@pytest.fixture(autouse=True)
def _own_configuration() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


def _log_to(*, as_json: bool) -> io.StringIO:
    stream = io.StringIO()
    configure_logging(as_json=as_json, zone=_ZONE, now=lambda: _NOW, stream=stream)
    return stream


def _lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_P50_a_line_tells_its_time_with_the_offset_first() -> None:
    stream = _log_to(as_json=True)
    structlog.get_logger().info("started", port=5000)
    assert stream.getvalue() == (
        '{"at":"2026-01-02T08:34:05.678+05:30","level":"info","event":"started","port":5000}\n'
    )


def test_what_libraries_log_takes_the_same_form() -> None:
    stream = _log_to(as_json=True)
    logging.getLogger("some.library").warning("%s is slow", "it", extra={"video_id": "7"})
    logging.getLogger("some.library").info("not told")
    logging.getLogger("adapters.media").info("told")
    first, second = _lines(stream)
    assert (first["event"], first["source"], first["video_id"]) == (
        "it is slow",
        "some.library",
        "7",
    )
    assert (second["event"], second["source"]) == ("told", "adapters.media")


def test_a_traceback_is_one_line_of_json() -> None:
    stream = _log_to(as_json=True)
    error = RuntimeError("broken\nin two")
    structlog.get_logger().error("request failed", exc_info=error)
    [line] = _lines(stream)
    assert "RuntimeError: broken\nin two" in line["exception"]


@pytest.mark.parametrize(
    "text",
    [
        "a\nb",
        "a\r\nb",
        "\x1b[2J\x1b[31mred",
        "\x00",
        "\x7f",
        "\x9b31m",
        "a\u2028b",
        "\u202eabc",
        "\ud800",
    ],
)
@pytest.mark.parametrize("as_json", [True, False])
def test_T43_control_characters_never_reach_the_log_raw(text: str, *, as_json: bool) -> None:
    stream = _log_to(as_json=as_json)
    structlog.get_logger().info(text, path=text, inner={"x": [text]})
    written = stream.getvalue()
    assert written.endswith("\n")
    assert written.count("\n") == 1
    assert written[:-1].isprintable()


def test_T43_megabytes_are_cut_off() -> None:
    stream = _log_to(as_json=True)
    structlog.get_logger().info("x" * 5_000_000, path="y" * 5_000_000)
    assert len(stream.getvalue()) < 20_000
    assert "(5000000 characters)" in _lines(stream)[0]["event"]


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "currentPassword",
        "token",
        "access_token",
        "refreshToken",
        "Authorization",
        "cookie",
        "Set-Cookie",
        "JWT_SECRET",
        "signature",
        "api_key",
        "apiKey",
        "grant",
    ],
)
@pytest.mark.parametrize("as_json", [True, False])
def test_P49_members_that_are_named_as_secrets_are_masked(name: str, *, as_json: bool) -> None:
    stream = _log_to(as_json=as_json)
    structlog.get_logger().info("asked", **{name: "hunter2"}, headers={name: ["hunter2"]})
    assert "hunter2" not in stream.getvalue()
    assert "***" in stream.getvalue()


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("/media/abc.DEF-123_x/master.m3u8", "/media/***/master.m3u8"),
        (f"Authorization: Bearer {_TOKEN}", "Authorization: Bearer ***"),
        ("authorization: bearer abc", "authorization: bearer ***"),
        (f"token was {_TOKEN}.", "token was ***."),
        ("mongodb://user:pass@db.example/x", "mongodb://***@db.example/x"),
        (
            "https://s3.example/a?X-Amz-Signature=abc&x=1",
            "https://s3.example/a?X-Amz-Signature=***&x=1",
        ),
        (
            "/c/video/authenticated/s--aB3-_x9Z--/t/v1/a.ts",
            "/c/video/authenticated/s--***--/t/v1/a.ts",
        ),
        (
            "https://cdn.example/a.ts?__cld_token__=exp=1~hmac=2",
            "https://cdn.example/a.ts?__cld_token__=***",
        ),
        ("key whsec_MfKQ9r8GKYqrTwjU", "key whsec_***"),
        ("key spt_0190_MfKQ9r8GKYqrTwjU", "key spt_***"),
        (
            "refresh 01900000-0000-7000-8000-000000000001.AbCdEfGhIjKlMnOpQrSt",
            "refresh 01900000-0000-7000-8000-000000000001.***",
        ),
        ("/api/videos/01900000-0000-7000-8000-000000000001", None),
        ("http://127.0.0.1:5000/docs", None),
        ("a plain sentence with a@b.example in it", None),
    ],
)
def test_P49_T43_secrets_are_masked_wherever_they_stand(text: str, cleaned: str | None) -> None:
    assert clean_text(text) == (text if cleaned is None else cleaned)


@pytest.mark.parametrize("as_json", [True, False])
def test_fixed_records_are_told_from_the_level_on_that_is_wanted(*, as_json: bool) -> None:
    stream = io.StringIO()
    configure_logging(
        as_json=as_json, zone=_ZONE, now=lambda: _NOW, stream=stream, level=logging.WARNING
    )
    log = structlog.get_logger().bind()
    log.tell(FixedRecord("", "info", "answered"))
    log.tell(FixedRecord("", "warning", "failed"))
    [line] = stream.getvalue().splitlines()
    assert "failed" in line
    assert "2026-01-02T08:34:05.678+05:30" in line


@pytest.mark.parametrize("as_json", [True, False])
def test_whatever_kind_of_value_is_logged_can_be_rendered(*, as_json: bool) -> None:
    stream = _log_to(as_json=as_json)
    told = {"id": UserId("u1"), "status": VideoStatus.READY, "at_all": _NOW, "much": 2**70}
    structlog.get_logger().info("asked", inner=[told], **told)
    [line] = stream.getvalue().splitlines()
    assert "u1" in line
    assert "READY" in line


@given(st.dictionaries(st.text(min_size=1), st.text() | st.binary() | st.floats() | st.none()))
def test_T43_whatever_is_logged_is_one_object_on_one_line(members: dict[str, object]) -> None:
    stream = _log_to(as_json=True)
    structlog.get_logger().info("asked", inner=members)
    assert len(stream.getvalue().splitlines()) == 1
    assert _lines(stream)[0]["event"] == "asked"
