"""HTTP: a thread for each connection, calls recorded, faults played, ranges cut."""

import re
import socket
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.services.cloudinary.account import Plan
from tests.services.cloudinary.exchange import Answer, Call, read_call
from tests.services.cloudinary.faults import Fault, Faults, Way
from tests.services.cloudinary.routes import Routes

_LINGER_AND_RESET = struct.pack("ii", 1, 0)
_ONE_RANGE = re.compile(r"bytes=(\d+)-(\d*)")
_TOO_LARGE = b"<html><head><title>413 Request Entity Too Large</title></head></html>"
_PIECE_BYTES = 1 << 16


class Server(ThreadingHTTPServer):
    """Listens on a free loopback port; what it answers with is given to it afterwards."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.faults = Faults()
        self.calls: list[Call] = []
        self.under_way: list[Call] = []
        self.closing = threading.Event()
        self.plan: Plan
        self.routes: Routes

    @property
    def base_url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay quiet: clients that go away are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Read one call, and answer it or let it go wrong."""
        length = int(self.headers.get("Content-Length", 0))
        if length > self.server.plan.request_bytes:
            self._read_away(length)
            self._answer(Answer(413, _TOO_LARGE, {"Content-Type": "text/html"}))
            return
        call = read_call(self.command, self.path, self.headers, self.rfile.read(length))
        call.kind = self.server.routes.kind_of(call)
        self.server.calls.append(call)
        self.server.under_way.append(call)
        try:
            self._act(call)
        finally:
            self.server.under_way.remove(call)

    do_HEAD = do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - the base class looks them up

    def do_OPTIONS(self) -> None:
        """Let pages of any origin post forms, in chunks too."""
        asked = self.headers.get("Access-Control-Request-Headers", "")
        self._answer(Answer(204, headers={"Access-Control-Allow-Headers": asked}))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base names it
        """Stay quiet: `calls` is the record."""

    def _act(self, call: Call) -> None:
        fault = self.server.faults.take(call.kind)
        answer = None
        if fault is None or fault.after_work:
            answer = self.server.routes.answer(call)
            call.file = None
        if fault is not None and fault.way is not Way.LATE:
            self._play(fault)
        elif answer is not None:
            self.server.closing.wait(fault.pause_s if fault else 0)
            self._answer(answer)

    def _play(self, fault: Fault) -> None:
        match fault.way:
            case Way.ANSWER:
                self._answer(Answer(fault.status, fault.body, fault.headers))
            case Way.SILENCE:
                self.server.closing.wait()
                self.close_connection = True
            case Way.RESET:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_AND_RESET)
                self.close_connection = True
                self.connection.close()

    def _answer(self, answer: Answer) -> None:
        if answer.file is not None:
            self._answer_file(answer, answer.file)
            return
        self._begin(answer.status, answer, len(answer.body))
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _answer_file(self, answer: Answer, path: Path) -> None:
        size_bytes = path.stat().st_size
        first, last, status = 0, size_bytes - 1, answer.status
        if found := _ONE_RANGE.fullmatch(self.headers.get("Range", "")):
            first = int(found[1])
            last = min(int(found[2] or last), last)
            status = 206
        if first > last and status == 206:
            self._begin(416, answer, 0, content_range=f"bytes */{size_bytes}")
            return
        span = f"bytes {first}-{last}/{size_bytes}" if status == 206 else ""
        self._begin(status, answer, last - first + 1, content_range=span)
        if self.command == "HEAD":
            return
        with path.open("rb") as file:
            file.seek(first)
            left = last - first + 1
            while piece := file.read(min(left, _PIECE_BYTES)):
                self.wfile.write(piece)
                left -= len(piece)

    def _begin(self, status: int, answer: Answer, length: int, *, content_range: str = "") -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.file is not None:
            self.send_header("Accept-Ranges", "bytes")
        if content_range:
            self.send_header("Content-Range", content_range)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def _read_away(self, length: int) -> None:
        while length > 0 and (piece := self.rfile.read(min(length, _PIECE_BYTES))):
            length -= len(piece)
