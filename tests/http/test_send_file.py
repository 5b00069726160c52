"""How the bytes of files travel."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path
from typing import cast

import pytest

from adapters.files.memory_source import MemorySourceFile
from application.ports.media_store import LocalFile
from application.ports.source_file import SourceFile
from application.ports.video_repository import WorkLoad
from application.ports.work_tally import WorkDone
from application.use_cases.operation.measure_work import WorkMeasures
from entrypoints.http.asgi import AsgiApp, Message, Scope
from entrypoints.http.file_answer import FileAnswer
from entrypoints.http.metrics import Metrics
from entrypoints.http.middleware.exchanges import Exchanges
from entrypoints.http.options import HttpOptions

_CONTENT = bytes(range(256)) * 4096
_NO_WORK = WorkMeasures(WorkLoad(0, 0, 0.0), WorkDone({}, {}, 0.0, 0.0))

Receive = Callable[[], Awaitable[Message]]


async def _stay() -> Message:
    return await asyncio.Future[Message]()


async def _leave() -> Message:
    return {"type": "http.disconnect"}


async def _send_file(
    file: LocalFile | SourceFile,
    receive: Receive = _stay,
    *,
    byte_range: bytes = b"",
    extensions: tuple[str, ...] = (),
) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)
        await asyncio.sleep(0)

    headers = [(b"range", byte_range)] if byte_range else []
    scope: Scope = {"method": "GET", "headers": headers, "extensions": dict.fromkeys(extensions)}
    await FileAnswer(file)(scope, receive, send)
    return sent


def _body(sent: list[Message]) -> bytes:
    assert sent[-1]["more_body"] is False
    return b"".join(message["body"] for message in sent[1:])


@pytest.fixture
def local(tmp_path: Path) -> LocalFile:
    """A file on this disk."""
    path = tmp_path / "file"
    path.write_bytes(_CONTENT)
    return LocalFile(path, len(_CONTENT))


async def test_a_server_that_can_sends_local_files_by_itself(local: LocalFile) -> None:
    start, body = await _send_file(local, extensions=("http.response.pathsend",))
    assert start["status"] == 200
    assert body == {"type": "http.response.pathsend", "path": str(local.path)}


async def test_other_servers_are_given_the_bytes(local: LocalFile) -> None:
    assert _body(await _send_file(local)) == _CONTENT


@pytest.mark.parametrize("extensions", [(), ("http.response.pathsend",)])
async def test_a_range_is_read_from_where_it_begins(
    local: LocalFile, extensions: tuple[str, ...]
) -> None:
    for file in (local, MemorySourceFile(_CONTENT)):
        sent = await _send_file(file, byte_range=b"bytes=1000-700999", extensions=extensions)
        assert (sent[0]["status"], _body(sent)) == (206, _CONTENT[1000:701_000])


async def test_an_empty_file_is_sent(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert _body(await _send_file(LocalFile(tmp_path / "empty", 0))) == b""


async def test_nothing_more_is_read_for_a_client_that_is_gone() -> None:
    endless = _Endless()
    sent = await asyncio.wait_for(_send_file(endless, _leave), timeout=5)
    assert len(sent) < 10
    assert endless.is_closed


class _Endless(MemorySourceFile):
    """A file whose bytes do not end."""

    def __init__(self) -> None:
        super().__init__(b"x")
        self.is_closed = False

    @property
    def size_bytes(self) -> int:
        return 1 << 40

    async def read(self, offset: int = 0, length: int | None = None) -> AsyncGenerator[bytes, None]:  # noqa: ARG002
        try:
            while True:
                yield b"x"
        finally:
            self.is_closed = True


async def test_what_a_server_sends_by_itself_is_counted_too(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(bytes(300))
    metrics, answer = Metrics(), FileAnswer(LocalFile(tmp_path / "file", 300))
    counted = Exchanges(cast("AsgiApp", answer), (), HttpOptions(), metrics)
    asked: Scope = {"method": "GET", "path": "/", "raw_path": b"/", "query_string": b""}
    asked["headers"], asked["client"] = [], None
    asked["extensions"] = {"http.response.pathsend": {}}

    async def send(_: Message) -> None:
        await asyncio.sleep(0)

    await counted(asked, _stay, send)

    text = metrics.render(_NO_WORK).decode()
    assert 'http_response_body_bytes_total{route="none"} 300.0' in text
