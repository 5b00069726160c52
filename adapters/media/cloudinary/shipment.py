"""Bringing a source to Cloudinary, once, whatever is interrupted."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import msgspec

from adapters.media.cloudinary import unconfirmed
from adapters.media.cloudinary.answers import AssetAnswer
from adapters.media.cloudinary.bookmark import Bookmark
from adapters.media.cloudinary.calls import CloudinaryCalls
from adapters.media.cloudinary.faults import (
    RefusedFault,
    UnavailableFault,
    UnknownOutcomeFault,
    code_of_refusal,
)
from adapters.media.cloudinary.patience import Patience
from application.errors import ProcessingFailedError
from application.ports.media_engine import Bookmarked, EngineEvent, Progressed
from application.ports.source_file import SourceFile
from domain.video.failure import FailureCode

SHARE_OF_UPLOAD = 0.5
"""Of the progress that is told; the rest is Cloudinary's work, of which it tells nothing."""


class Shipment:
    """One source on its way; `page` is how far it is, `asset` what lies there when it is over.

    What was confirmed is not sent again, and what may have arrived is asked for first.
    One chunk is in memory at a time.
    """

    def __init__(
        self,
        public_id: str,
        source: SourceFile | None,
        page: Bookmark,
        calls: CloudinaryCalls,
        patience: Patience,
        chunk_bytes: int,
    ) -> None:
        self.page = page
        self.asset: AssetAnswer | None = None
        self._public_id = public_id
        self._source = source
        self._calls = calls
        self._patience = patience
        self._chunk_bytes = chunk_bytes

    async def events(self) -> AsyncGenerator[EngineEvent, None]:
        """Yield what becomes of it.

        Raises:
            CloudinaryFault: a call failed.
            ProcessingFailedError: it has to begin anew, or there is nothing to send.
        """
        if self._source is None or self.page.may_be_whole:
            self.asset = await self._find()
        if self.asset is None and self._source is not None:
            if self.page.may_be_whole and not unconfirmed.resends_last_chunk():
                yield self._begin_anew()
            async with aclosing(self._send(self._source)) as events:
                async for event in events:
                    yield event
        if self.asset is None:
            raise _interrupted("nothing lies there")
        if self._source is not None and self.asset.bytes not in {None, self._source.size_bytes}:
            yield self._begin_anew()
            await self._patience.ask(lambda: self._calls.destroy(self._public_id))
            raise _interrupted("something else lies there")

    async def _send(self, source: SourceFile) -> AsyncGenerator[EngineEvent, None]:
        total = source.size_bytes
        while (left := total - self.page.sent_bytes) > self._chunk_bytes:
            try:
                sent_bytes = await self._send_chunk(source)
            except RefusedFault as fault:
                if self.page.sent_bytes and code_of_refusal(str(fault)).retryable:
                    yield self._begin_anew()
                raise
            self._turn(sent_bytes=self.page.sent_bytes + sent_bytes)
            yield Bookmarked(self.page.write())
            yield Progressed(SHARE_OF_UPLOAD * self.page.sent_bytes / total)
        content = await self._read(source, left)
        headers = self._headers(left, total) if self.page.sent_bytes else {}
        self._turn(may_be_whole=True)
        yield Bookmarked(self.page.write())
        self.asset = await self._complete(content, headers)
        if self.asset is None:
            yield self._begin_anew()
            raise _interrupted("the last chunk got lost")

    async def _send_chunk(self, source: SourceFile) -> int:
        """Send the next chunk, unchanged as often as it takes, and return its length."""
        content = await self._read(source, self._chunk_bytes)
        headers = self._headers(len(content), source.size_bytes)
        await self._patience.ask(lambda: self._calls.send_chunk(self._public_id, content, headers))
        return len(content)

    async def _complete(self, content: bytearray, headers: dict[str, str]) -> AssetAnswer | None:
        """Send what makes the upload whole; None where it is lost and may not be sent again."""
        for tried in self._patience.tries:
            try:
                return await self._calls.send_last(self._public_id, content, headers)
            except UnavailableFault:
                if tried == self._patience.tries[-1]:
                    raise
            except UnknownOutcomeFault:
                if found := await self._find():
                    return found
                if headers and not unconfirmed.resends_last_chunk():
                    return None
                if tried == self._patience.tries[-1]:
                    raise
            await self._patience.wait(tried)
        return None

    async def _find(self) -> AssetAnswer | None:
        return await self._patience.ask(lambda: self._calls.find(self._public_id))

    async def _read(self, source: SourceFile, length: int) -> bytearray:
        content = bytearray(length)  # at once: one that grows takes more than it holds
        filled = 0
        async for piece in source.read(self.page.sent_bytes, length):
            content[filled : filled + len(piece)] = piece
            filled += len(piece)
        return content

    def _headers(self, length: int, total: int) -> dict[str, str]:
        first = self.page.sent_bytes
        return {
            "X-Unique-Upload-Id": self.page.upload_id,
            "Content-Range": f"bytes {first}-{first + length - 1}/{total}",
        }

    def _begin_anew(self) -> Bookmarked:
        self.page = Bookmark(self._patience.new_upload_id())
        return Bookmarked(self.page.write())

    def _turn(self, **changes: object) -> None:
        self.page = msgspec.structs.replace(self.page, **changes)


def _interrupted(detail: str) -> ProcessingFailedError:
    return ProcessingFailedError(FailureCode.ENGINE_UNAVAILABLE, detail)
