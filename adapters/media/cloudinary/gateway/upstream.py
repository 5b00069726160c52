"""HTTP towards Cloudinary's delivery: bounded in connections, time and bytes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import httpx
import structlog

from application.errors import MediaFileMissingError, StorageUnavailableError

_CONNECT_TIMEOUT_S = 5.0
_READ_TIMEOUT_S = 15.0
_FETCH_TIMEOUT_S = 30.0
_CONNECTIONS = 64
_PIECE_BYTES = 256 * 1024
_REASON_CHARS = 200
_MISSING = frozenset({400, 404, 410})
"""400 is what delivery answers for something that could not be made."""

_log: structlog.stdlib.BoundLogger = structlog.get_logger(source="cloudinary")


class Upstream:
    """Gets what addresses name; they are secrets, and none is told or logged."""

    def __init__(self) -> None:
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(_READ_TIMEOUT_S, connect=_CONNECT_TIMEOUT_S),
            limits=httpx.Limits(max_connections=_CONNECTIONS, keepalive_expiry=30.0),
            trust_env=False,
        )

    async def close(self) -> None:
        """Drop every connection."""
        await self._client.aclose()

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
                except (httpx.NetworkError, httpx.RemoteProtocolError):
                    # A kept connection may have been closed while nobody looked.
                    return await self._fetch(url, offset, length)
        except (httpx.HTTPError, httpx.StreamError, TimeoutError) as exc:
            raise StorageUnavailableError from exc

    @asynccontextmanager
    async def opened(self, url: str, offset: int, length: int) -> AsyncIterator["Opened"]:
        """Hand out an answer whose pieces are still to be read.

        Raises:
            MediaFileMissingError: nothing lies there, or nothing at that offset.
            StorageUnavailableError: no answer in time, or not yet.
        """
        try:
            async with self._stream(url, offset, length) as response:
                yield Opened(response, offset, length)
        except (httpx.HTTPError, httpx.StreamError) as exc:
            raise StorageUnavailableError from exc

    async def _fetch(self, url: str, offset: int, length: int) -> tuple[bytes, int]:
        async with self._stream(url, offset, length) as response:
            answer = Opened(response, offset, length)
            return b"".join([piece async for piece in answer.pieces()]), answer.total_bytes

    def _stream(
        self, url: str, offset: int, length: int
    ) -> AbstractAsyncContextManager[httpx.Response]:
        wanted = f"bytes={offset}-{offset + length - 1}"
        headers = {"Range": wanted, "Accept-Encoding": "identity"}
        return self._client.stream("GET", url, headers=headers)


class Opened:
    """One answer: the length of the whole file, and the pieces that were asked for."""

    def __init__(self, response: httpx.Response, offset: int, length: int) -> None:
        self._response = response
        _require_success(response)
        # A server that knows no ranges sends everything; what comes before is passed over.
        self._skip_bytes = 0 if response.status_code == httpx.codes.PARTIAL_CONTENT else offset
        self._length = length
        self.total_bytes = _total_bytes(response)
        if offset > self.total_bytes:
            raise MediaFileMissingError

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the bytes in pieces of bounded size."""
        left, skip = self._length, self._skip_bytes
        async for piece in self._response.aiter_bytes(_PIECE_BYTES):
            kept = piece[skip : skip + left]
            skip = max(0, skip - len(piece))
            left -= len(kept)
            if kept:
                yield kept
            if left <= 0:
                return


def _require_success(response: httpx.Response) -> None:
    """Raise what a status means to a viewer; the operator reads it in the log."""
    if response.status_code in {httpx.codes.OK, httpx.codes.PARTIAL_CONTENT}:
        return
    if response.status_code != httpx.codes.LOCKED:
        reason = response.headers.get("x-cld-error", "")[:_REASON_CHARS]
        _log.warning("delivery refused", status=response.status_code, reason=reason)
    if response.status_code in _MISSING:
        raise MediaFileMissingError
    raise StorageUnavailableError


def _total_bytes(response: httpx.Response) -> int:
    text = response.headers.get("content-length", "")
    if response.status_code == httpx.codes.PARTIAL_CONTENT:
        text = response.headers.get("content-range", "").rpartition("/")[2]
    if not text.isdecimal():
        raise StorageUnavailableError
    return int(text)
