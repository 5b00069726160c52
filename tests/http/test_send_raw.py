"""Requests that no client library would send, on the real server: P3, P4, T10, T11, T21."""

import json
import time
from contextlib import ExitStack

import httpx
import pytest

from tests.http.raw import Server, request
from tests.http.server import BODY_IDLE_TIMEOUT_S, HEADER_TIMEOUT_S, OPTIONS

_LOGIN = "/api/auth/login"
_JSON = "Content-Type: application/json"
_SLACK_S = 3.0


def _code(received: bytes) -> str:
    """Return the code of the problem document in a raw answer."""
    code: str = json.loads(received.partition(b"\r\n\r\n")[2])["code"]
    return code


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        pytest.param(request("GET", "/" + "a" * 9000), 414, "uri_too_long", id="path"),
        pytest.param(request("GET", "/health?" + "a" * 9000), 414, "uri_too_long", id="query"),
        pytest.param(
            request("GET", "/health", "X: " + "a" * 40_000),
            431,
            "headers_too_large",
            id="one header",
        ),
        pytest.param(
            request("GET", "/health", *(f"X{n}: {'a' * 1000}" for n in range(40))),
            431,
            "headers_too_large",
            id="headers together",
        ),
        pytest.param(
            request("GET", "/health", "Host: evil"), 400, "malformed_request", id="two hosts"
        ),
    ],
)
def test_P3_heads_beyond_the_limits_are_refused(
    server: Server, raw: bytes, status: int, code: str
) -> None:
    exchange = server.exchange(raw)
    assert (exchange.status, exchange.answers) == (status, 1)
    assert _code(exchange.received) == code


@pytest.mark.parametrize(
    ("raw", "statuses"),
    [
        pytest.param(request("GET", "/health", "X: " + "a" * 500_000), {431}, id="huge header"),
        pytest.param(request("GET", "/" + "a" * 100_000), {414}, id="huge path"),
        pytest.param(
            request("GET", "/health", *(f"X{n}: a" for n in range(20_000))), {431}, id="flood"
        ),
        pytest.param(request("GET", "/health", "X : a"), {400}, id="blank before the colon"),
        pytest.param(request("GET", "/health", " folded: a"), {400}, id="folded header"),
        pytest.param(request("GET", "/health", "X: a\x00b"), {400}, id="NUL"),
        pytest.param(b"nonsense\r\n\r\n", {400}, id="no request"),
        pytest.param(b"GET /health HTTP/9.9\r\nHost: api\r\n\r\n", {400}, id="version"),
    ],
)
def test_P3_T21_what_the_server_itself_refuses(
    server: Server, raw: bytes, statuses: set[int]
) -> None:
    exchange = server.exchange(raw)
    assert exchange.status in statuses
    assert exchange.answers == 1


def test_P4_T10_an_announced_giant_is_refused_unread(server: Server, bearer: str) -> None:
    for path, content_type in (
        (_LOGIN, _JSON),
        ("/api/videos/upload", "Content-Type: multipart/form-data; boundary=b"),
    ):
        for expectation in ((), ("Expect: 100-continue",)):
            head = request(
                "POST", path, bearer, content_type, "Content-Length: 99999999999", *expectation
            )
            exchange = server.exchange(head)
            assert exchange.status == 413, exchange.received
            assert b"100 Continue" not in exchange.received
            assert exchange.seconds < _SLACK_S


def test_T10_P26_a_body_shorter_than_announced_makes_nothing(server: Server, bearer: str) -> None:
    form = (
        b'--b\r\nContent-Disposition: form-data; name="video"; filename="a.mp4"\r\n\r\n'
        b"\x00\x00\x00\x18ftypmp42" + bytes(200_000)
    )
    head = request(
        "POST",
        "/api/videos/upload",
        bearer,
        "Content-Type: multipart/form-data; boundary=b",
        "Content-Length: 5000000",
    )
    exchange = server.exchange(head, form, then_close=True)
    assert exchange.status in {0, 400}
    headers = dict([bearer.split(": ", 1)])
    listed = httpx.get(f"{server.base_url}/api/videos/my", headers=headers)
    assert listed.json()["meta"]["total"] == 0


def test_T10_a_body_longer_than_announced_is_cut_off(server: Server) -> None:
    raw = request("POST", _LOGIN, _JSON, "Content-Length: 2", body=b'{}{"email": 1}')
    exchange = server.exchange(raw)
    assert (exchange.status, exchange.answers) == (400, 1)
    assert _code(exchange.received) == "validation_failed"


def test_P3_half_a_head_is_cut_off(server: Server) -> None:
    exchange = server.exchange(b"GET /health HTTP/1.1\r\nHo")
    assert exchange.answers == 0
    assert HEADER_TIMEOUT_S * 0.5 < exchange.seconds < HEADER_TIMEOUT_S + _SLACK_S


def test_P3_a_body_that_stalls_is_answered_408(server: Server) -> None:
    exchange = server.exchange(request("POST", _LOGIN, _JSON, "Content-Length: 10", body=b"{"))
    assert (exchange.status, _code(exchange.received)) == (408, "request_timeout")
    assert exchange.seconds < BODY_IDLE_TIMEOUT_S + _SLACK_S


def test_P3_T21_a_body_that_trickles_is_answered_408(server: Server, bearer: str) -> None:
    head = request(
        "POST",
        "/api/videos/upload",
        bearer,
        "Content-Type: multipart/form-data; boundary=b",
        "Content-Length: 100000",
    )
    start = b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\n'
    exchange = server.exchange(head + start, *(b"x" for _ in range(30)), pause_s=0.1)
    assert (exchange.status, _code(exchange.received)) == (408, "request_timeout")


def test_P3_T21_others_are_served_while_slow_clients_hang_on(server: Server) -> None:
    with ExitStack() as stack:
        for number in range(60):
            connection = stack.enter_context(server.connect())
            connection.sendall(
                b"GET /health HTTP/1.1\r\nHo"
                if number % 2
                else request("POST", _LOGIN, _JSON, "Content-Length: 10", body=b"{")
            )
        began = time.monotonic()
        assert httpx.get(f"{server.base_url}/health").status_code == 200
        assert time.monotonic() - began < 1


@pytest.mark.parametrize("preamble", [b"x" * 1_000_000, b"\r\n" * 500_000])
def test_T11_a_flood_before_the_first_boundary_ends_at_once(
    server: Server, bearer: str, preamble: bytes
) -> None:
    head = request(
        "POST",
        "/api/videos/upload",
        bearer,
        "Content-Type: multipart/form-data; boundary=b",
        "Content-Length: 50000000",
    )
    exchange = server.exchange(head, preamble)
    assert (exchange.status, _code(exchange.received)) == (400, "malformed_multipart")
    assert exchange.seconds < 5


def test_the_limit_of_headers_is_the_products_own() -> None:
    assert OPTIONS.max_headers == 100
