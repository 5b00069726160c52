"""Files as answers: whole or one range, without a copy where the server can."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from application.ports.media_store import LocalFile
from application.ports.source_file import SourceFile
from entrypoints.http.asgi import Answer, Receive, Scope, Send, find_header, wait_for_disconnect
from entrypoints.http.ranges import ByteRange, parse_range

_CHUNK_BYTES = 256 * 1024
_PATHSEND = "http.response.pathsend"


@dataclass(frozen=True, slots=True)
class FileAnswer(Answer):
    """Sends one file.

    `headers` are those beside length and range, `etag` is a strong validator or None.

    Raises:
        RangeNotSatisfiableError: no byte of the file is in the range that was asked for.
    """

    file: LocalFile | SourceFile
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file."""
        size_bytes = self.file.size_bytes
        wanted = parse_range(self._range_header(scope), size_bytes)
        await send(
            {
                "type": "http.response.start",
                "status": 206 if wanted else 200,
                "headers": self._encoded_headers(wanted, size_bytes),
            }
        )
        if scope["method"] == "HEAD" or size_bytes == 0:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        elif wanted is None and isinstance(self.file, LocalFile) and _can_pathsend(scope):
            await send({"type": _PATHSEND, "path": str(self.file.path)})
        else:
            part = wanted or ByteRange(0, size_bytes)
            await _stream(_chunks(self.file, part), receive, send)

    def _range_header(self, scope: Scope) -> str | None:
        """Return `Range`, unless it is for another method or another version of the file."""
        if scope["method"] != "GET":
            return None
        condition = find_header(scope, b"if-range")
        if condition is not None and condition.decode("latin-1") != self.etag:
            return None
        header = find_header(scope, b"range")
        return None if header is None else header.decode("latin-1")

    def _encoded_headers(
        self, wanted: ByteRange | None, size_bytes: int
    ) -> list[tuple[bytes, bytes]]:
        headers = {
            **self.headers,
            "accept-ranges": "bytes",
            "content-length": str(wanted.length if wanted else size_bytes),
        }
        if self.etag:
            headers["etag"] = self.etag
        if wanted:
            headers["content-range"] = wanted.content_range(size_bytes)
        return [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]


def _can_pathsend(scope: Scope) -> bool:
    return _PATHSEND in (scope.get("extensions") or {})


def _chunks(file: LocalFile | SourceFile, part: ByteRange) -> AsyncIterator[bytes]:
    if isinstance(file, LocalFile):
        return _local_chunks(file.path, part)
    return file.read(part.offset, part.length)


async def _local_chunks(path: Path, part: ByteRange) -> AsyncGenerator[bytes, None]:
    """Read in threads, in pieces large enough that the hand-over does not show."""
    opened = await asyncio.to_thread(path.open, "rb", buffering=0)
    try:
        await asyncio.to_thread(opened.seek, part.offset)
        left = part.length
        while left > 0 and (chunk := await asyncio.to_thread(opened.read, min(left, _CHUNK_BYTES))):
            left -= len(chunk)
            yield chunk
    finally:
        await asyncio.to_thread(opened.close)


async def _stream(chunks: AsyncIterator[bytes], receive: Receive, send: Send) -> None:
    """Send until the end, or until the client is gone: servers swallow what comes after."""
    gone = asyncio.create_task(wait_for_disconnect(receive))
    try:
        async for chunk in chunks:
            if gone.done():
                return
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
    finally:
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        if isinstance(chunks, AsyncGenerator):
            await chunks.aclose()
    await send({"type": "http.response.body", "body": b"", "more_body": False})
