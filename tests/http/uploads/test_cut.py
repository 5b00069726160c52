"""Connections that break, hang and come back, on a real server."""

import contextlib
import socket
import struct
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.http.api import CLIP
from tests.http.raw import Server
from tests.polling import wait_until

_FILE = CLIP + bytes(200_000)


class RawUpload:
    """An upload on the real server, and connections that send parts of it."""

    def __init__(self, server: Server, bearer: str, length: int) -> None:
        self._server = server
        self._bearer = bearer
        name, _, value = bearer.partition(": ")
        self.http = httpx.Client(
            base_url=server.base_url, headers={name: value, "Tus-Resumable": "1.0.0"}
        )
        created = self.http.post("/api/uploads", headers={"Upload-Length": str(length)})
        self.path = created.headers["location"]

    def offset(self) -> int:
        """Return where the upload stands."""
        return int(self.http.head(self.path).headers["upload-offset"])

    def patch(self, offset: int, content: bytes) -> httpx.Response:
        """Send a chunk as a client that works."""
        told = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        return self.http.patch(self.path, content=content, headers=told)

    def begin(self, offset: int, announced: int, content: bytes) -> socket.socket:
        """Announce bytes, send some of them, and return the connection."""
        lines = [
            f"PATCH {self.path} HTTP/1.1",
            "Host: api",
            self._bearer,
            "Tus-Resumable: 1.0.0",
            f"Upload-Offset: {offset}",
            "Content-Type: application/offset+octet-stream",
            f"Content-Length: {announced}",
        ]
        connection = self._server.connect()
        connection.sendall("\r\n".join([*lines, "", ""]).encode() + content)
        return connection

    def videos(self) -> list[dict[str, object]]:
        """Return the account's videos."""
        listed: list[dict[str, object]] = self.http.get("/api/videos/my").json()["data"]
        return listed


@pytest.fixture
def upload(server: Server, bearer: str) -> Iterator[RawUpload]:
    """Yield an upload of some 200 KB."""
    begun = RawUpload(server, bearer, len(_FILE))
    with contextlib.closing(begun.http):
        yield begun


@pytest.mark.parametrize("is_reset", [True, False])
def test_P28_what_arrived_before_a_cut_is_not_sent_again(upload: RawUpload, is_reset: bool) -> None:
    connection = upload.begin(0, len(_FILE), _FILE[:150_000])
    wait_until(lambda: upload.offset() == 150_000)
    if is_reset:
        linger_not = struct.pack("ii", 1, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_not)
    connection.close()

    answer = upload.patch(upload.offset(), _FILE[150_000:])

    assert answer.status_code == 204, answer.text
    [video] = upload.videos()
    assert answer.headers["upload-video-id"] == video["id"]


def test_P28_asking_for_the_offset_is_quick_while_a_request_hangs(upload: RawUpload) -> None:
    with upload.begin(0, len(_FILE), _FILE[:1000]):
        wait_until(lambda: upload.offset() == 1000)
        began = time.monotonic()
        assert upload.offset() == 1000
        assert time.monotonic() - began < 1.5


def test_T36_a_newcomer_takes_over_from_a_request_that_hangs(upload: RawUpload) -> None:
    with upload.begin(0, len(_FILE), _FILE[:1000]) as hanging:
        wait_until(lambda: upload.offset() == 1000)
        answer = upload.patch(1000, _FILE[1000:])
        assert answer.status_code == 204, answer.text
        assert hanging.recv(100).startswith((b"HTTP/1.1 423", b"HTTP/1.1 408"))
    assert len(upload.videos()) == 1


def test_T36_more_bytes_than_announced_are_refused_before_they_are_sent(
    upload: RawUpload,
) -> None:
    with upload.begin(0, len(_FILE) + 1, b"") as connection:
        assert connection.recv(100).startswith(b"HTTP/1.1 413")
    assert upload.offset() == 0


def test_P3_a_body_that_stalls_is_answered_and_what_arrived_counts(upload: RawUpload) -> None:
    with upload.begin(0, len(_FILE), _FILE[:1000]) as stalled:
        assert stalled.recv(100).startswith(b"HTTP/1.1 408")
    assert upload.offset() == 1000
