"""Bytes to and from a real server, without a client that mends them."""

import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass

_ANSWER_WITHIN_S = 10.0


@dataclass(frozen=True)
class Exchange:
    """What came back until the server closed the connection."""

    received: bytes
    seconds: float

    @property
    def answers(self) -> int:
        """How many final answers there were."""
        return self.received.count(b"HTTP/1.1 ") - self.received.count(b"HTTP/1.1 100 ")

    @property
    def status(self) -> int:
        """The status of the first answer."""
        return int(self.received.split(b" ", 2)[1]) if self.received else 0


@dataclass(frozen=True)
class Server:
    """Where the real server listens."""

    port: int

    @property
    def base_url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def connect(self) -> socket.socket:
        """Open a connection that waits for ten seconds at most."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=_ANSWER_WITHIN_S)

    def exchange(self, *pieces: bytes, then_close: bool = False, pause_s: float = 0.0) -> Exchange:
        """Send `pieces` and read until the server closes the connection.

        Args:
            pieces: what to send, with `pause_s` between.
            then_close: whether to say that nothing more will come.
            pause_s: how long to wait after each piece.

        Raises:
            TimeoutError: the connection stayed open.
        """
        began = time.monotonic()
        with self.connect() as connection:
            try:
                for piece in pieces:
                    connection.sendall(piece)
                    time.sleep(pause_s)
                if then_close:
                    connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # refused before all of it was sent
            received = b"".join(_chunks(connection))
        return Exchange(received, time.monotonic() - began)


def request(method: str, path: str, *headers: str, body: bytes = b"") -> bytes:
    """Return a request of HTTP/1.1 that asks to close the connection after it."""
    lines = [f"{method} {path} HTTP/1.1", "Host: api", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def _chunks(connection: socket.socket) -> Iterable[bytes]:
    try:
        while chunk := connection.recv(65536):
            yield chunk
    except ConnectionResetError:
        return
