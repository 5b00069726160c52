"""T22: bodies whose end parsers disagree about, on the real server."""

import pytest

from tests.http.raw import Server, request

_LOGIN = "/api/auth/login"
_JSON = "Content-Type: application/json"
_CHUNKED = "Transfer-Encoding: chunked"
_SMUGGLED = b"GET /health HTTP/1.1\r\nHost: api\r\n\r\n"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(
            request("POST", _LOGIN, _JSON, "Content-Length: 2", "Content-Length: 3", body=b"{}"),
            id="two lengths",
        ),
        pytest.param(
            request("POST", _LOGIN, _JSON, "Content-Length: +2", body=b"{}"), id="signed length"
        ),
        pytest.param(
            request("POST", _LOGIN, _JSON, "Content-Length: 2, 2", body=b"{}"), id="listed length"
        ),
        pytest.param(
            request("POST", _LOGIN, _JSON, "Transfer-Encoding: x", body=b"2\r\n{}\r\n0\r\n\r\n"),
            id="unknown coding",
        ),
        pytest.param(
            request("POST", _LOGIN, _JSON, _CHUNKED + ", identity", body=b"2\r\n{}\r\n0\r\n\r\n"),
            id="coding after chunked",
        ),
        pytest.param(
            request("POST", _LOGIN, _JSON, _CHUNKED, body=b"0x2\r\n{}\r\n0\r\n\r\n"),
            id="odd chunk size",
        ),
        pytest.param(
            request("POST", _LOGIN, _JSON, _CHUNKED, body=b"2 \x0b\r\n{}\r\n0\r\n\r\n"),
            id="blank after chunk size",
        ),
        pytest.param(
            request("POST", _LOGIN, _JSON, _CHUNKED, body=b"-2\r\n{}\r\n0\r\n\r\n"),
            id="negative chunk",
        ),
        pytest.param(
            request("POST", _LOGIN, _JSON, _CHUNKED, body=b"fffffffffffffffff\r\n{}"),
            id="chunk size overflow",
        ),
        pytest.param(
            request("POST", _LOGIN, _JSON, _CHUNKED, body=b"2\n{}\n0\n\n"), id="bare feeds in body"
        ),
        pytest.param(
            request("POST", _LOGIN, _JSON, _CHUNKED, body=b"2;a=\nb\r\n{}\r\n0\r\n\r\n"),
            id="feed in chunk extension",
        ),
        pytest.param(
            request("POST", _LOGIN, _JSON, _CHUNKED, body=b"2\r\n{}XX0\r\n\r\n"),
            id="chunk longer than told",
        ),
    ],
)
def test_T22_ambiguous_framing_is_refused_and_nothing_after_it_is_answered(
    server: Server, raw: bytes
) -> None:
    exchange = server.exchange(raw.replace(b"Connection: close\r\n", b"") + _SMUGGLED)
    assert exchange.status == 400
    assert exchange.answers == 1


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(
            b"POST /health HTTP/1.1\r\nHost: api\r\nContent-Length: 5\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            id="both lengths",
        ),
        pytest.param(b"GET /health HTTP/1.1\nHost: api\nConnection: close\n\n", id="bare feeds"),
    ],
)
def test_T22_what_http_lets_servers_mend_ends_the_connection(server: Server, raw: bytes) -> None:
    """RFC 9112 sections 2.2 and 6.3: chunks win over a length, and a line feed ends a line."""
    assert server.exchange(raw + _SMUGGLED).answers <= 1
