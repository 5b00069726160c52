"""HTTP towards what Cloudinary delivers: bounded in connections, time and bytes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Self

import httpcore
import structlog

from application.errors import MediaFileMissingError, StorageUnavailableError

_TIMEOUTS_S = {"connect": 5.0, "read": 15.0, "write": 5.0, "pool": 5.0}
_FETCH_TIMEOUT_S = 30.0
_CONNECTIONS = 32
_LONG_CONNECTIONS = 32
_REASON_CHARS = 200
_MOST_SEEN_BYTES = 1 << 20
_DELIVERED = frozenset({HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT})
_MISSING = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
"""400 is what delivery answers for something that could not be made."""

_FAILURES = (OSError, httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException)
_BROKEN = (httpcore.NetworkError, httpcore.RemoteProtocolError)

_log: structlog.stdlib.BoundLogger = structlog.get_logger(source="cloudinary")


@dataclass(frozen=True, slots=True)
class Seen:
    """An answer as it came, of bounded size; `reason` is why there is nothing to deliver.

    `status` is 0 where no answer came.
    """

    status: int
    body: bytes = b""
    reason: str = ""


class Upstream:
    """Gets what addresses name; they are secrets, and none is told or logged.

    No quota counts these calls.
    """

    def __init__(self) -> None:
        self._pool = httpcore.AsyncConnectionPool(max_connections=_CONNECTIONS)
        # Apart, since a reader who takes an hour must not keep others from playing.
        self._long_pool = httpcore.AsyncConnectionPool(max_connections=_LONG_CONNECTIONS)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.aclose()
        await self._long_pool.aclose()

    async def look(self, url: str, method: str = "GET") -> Seen:
        """Return what a player would be answered."""
        body = bytearray()
        try:
            asked = {"timeout": _TIMEOUTS_S}
            async with self._pool.stream(method, url, extensions=asked) as response:
                async for piece in response.aiter_stream():
                    body += piece
                    if len(body) > _MOST_SEEN_BYTES:
                        break
        except _FAILURES:
            return Seen(0)
        return Seen(response.status, bytes(body), _headers_of(response).get(b"x-cld-error", ""))

    async def fetch(self, url: str, offset: int, length: int) -> tuple[bytes, int]:
        """Return at most `length` bytes from `offset` on, and the length of the whole.

        Raises:
            MediaFileMissingError: nothing lies there, or nothing at that offset.
            StorageUnavailableError: no answer in time, or not yet.
        """
        try:
            async with asyncio.timeout(_FETCH_TIMEOUT_S):
                try:
                    return await self._fetch(url, offset, length)
                except _BROKEN:
                    # A kept connection may have been closed while nobody looked.
                    return await self._fetch(url, offset, length)
        except (*_FAILURES, TimeoutError) as exc:
            raise StorageUnavailableError from exc

    @asynccontextmanager
    async def opened(self, url: str, offset: int, length: int) -> AsyncIterator["Opened"]:
        """Hand out an answer whose pieces are still to be read, however long that takes.

        Raises:
            MediaFileMissingError: nothing lies there, or nothing at that offset.
            StorageUnavailableError: no answer in time, or not yet.
        """
        try:
            async with self._stream(self._long_pool, url, offset, length) as response:
                yield Opened(response, offset, length)
        except _FAILURES as exc:
            raise StorageUnavailableError from exc

    async def _fetch(self, url: str, offset: int, length: int) -> tuple[bytes, int]:
        async with self._stream(self._pool, url, offset, length) as response:
            answer = Opened(response, offset, length)
            return b"".join([piece async for piece in answer.pieces()]), answer.total_bytes

    def _stream(
        self, pool: httpcore.AsyncConnectionPool, url: str, offset: int, length: int
    ) -> AbstractAsyncContextManager[httpcore.Response]:
        headers = [("Range", f"bytes={offset}-{offset + length - 1}")]
        return pool.stream("GET", url, headers=headers, extensions={"timeout": _TIMEOUTS_S})


class Opened:
    """One answer: the length of the whole file, and the pieces that were asked for."""

    def __init__(self, response: httpcore.Response, offset: int, length: int) -> None:
        self._response = response
        headers = _headers_of(response)
        _require_success(response.status, headers.get(b"x-cld-error", ""))
        is_part = response.status == HTTPStatus.PARTIAL_CONTENT
        # A server that knows no ranges sends everything; what comes before is passed over.
        self._skip_bytes = 0 if is_part else offset
        self._length = length
        self.total_bytes = _total_bytes(headers, is_part=is_part)
        if offset > self.total_bytes:
            raise MediaFileMissingError

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the bytes in pieces of bounded size."""
        left, skip = self._length, self._skip_bytes
        async for piece in self._response.aiter_stream():
            kept = piece[skip : skip + left]
            skip = max(0, skip - len(piece))
            left -= len(kept)
            if kept:
                yield kept
            if left <= 0:
                return


def _headers_of(response: httpcore.Response) -> dict[bytes, str]:
    return {name.lower(): value.decode("latin-1") for name, value in response.headers}


def _require_success(status: int, reason: str) -> None:
    """Raise what a status means to a viewer; the operator reads it in the log."""
    if status in _DELIVERED:
        return
    if status != HTTPStatus.LOCKED:
        _log.warning("delivery refused", status=status, reason=reason[:_REASON_CHARS])
    if status in _MISSING:
        raise MediaFileMissingError
    raise StorageUnavailableError


def _total_bytes(headers: dict[bytes, str], *, is_part: bool) -> int:
    """Return the length of the whole file, which every answer has to tell."""
    text = headers.get(b"content-length", "")
    if is_part:
        text = headers.get(b"content-range", "").rpartition("/")[2]
    if not text.isdecimal():
        raise StorageUnavailableError
    return int(text)
