"""The bytes of one request on their way into staging."""

import asyncio
from collections.abc import AsyncIterable
from contextlib import suppress
from dataclasses import dataclass

from application.errors import ServiceUnavailableError
from application.ports.clock import Clock
from application.ports.staging_area import ResumableWriter
from application.use_cases.uploads.chunk import Chunk, RunningChecksums
from application.use_cases.uploads.turn import Turn
from domain.errors import PlatformError
from domain.upload.errors import ChecksumMismatchError, UploadLockedError
from domain.upload.writer import Wish
from domain.video.container import SNIFF_BYTES, sniff_container

_TELL_BYTES = 16 * 1024 * 1024
"""What may have to be sent again after a crash, if the client is fast."""

_UNTOLD_BYTES = 4 * _TELL_BYTES
"""The most of that, if the disk is slower than the client, who waits for it then."""

_TELL_S = 2.0
"""The same, in time, if it is slow."""

_LOOK_S = 0.2
"""How often the writer looks what others wish."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where an upload must end at the latest, and what to raise when it goes on."""

    end_bytes: int
    refusal: PlatformError


class Transfer:
    """Appends one chunk, syncs it by and by, and tells the record what is durable.

    Whatever ends it, what has arrived counts, unless a checksum is to be verified or the chunk is
    too long: then it counts as far as it was told.
    """

    def __init__(
        self, turn: Turn, writer: ResumableWriter, clock: Clock, *, grace_s: float
    ) -> None:
        """Prepare to append.

        Args:
            turn: the right to do so.
            writer: behind the last byte that counts.
            clock: measures the pauses.
            grace_s: how long a writer that still receives goes on when it is asked to stop.
        """
        self._turn = turn
        self._writer = writer
        self._clock = clock
        self._grace_s = grace_s
        self._begun_bytes = turn.upload.offset_bytes
        self._received_bytes = self._begun_bytes
        self._counts = True
        self._is_whole = False
        self._turn_to_tell = asyncio.Lock()
        self._background: asyncio.Future[None] | None = None
        self._interruption: PlatformError | None = None

    async def receive(self, chunk: Chunk, room: Room) -> None:
        """Take in all bytes of `chunk`, and tell that they are durable.

        Raises:
            ChecksumMismatchError: the bytes are not those that were announced.
            UnsupportedContainerError: the first ones are of no supported container.
            UploadLockedError: a newcomer asked this writer to stop.
            StorageFullError: there is no room.
            PlatformError: the refusal of `room`.
        """
        checksums = RunningChecksums(chunk.checksums)
        self._counts = not chunk.checksums
        try:
            await self._pump_until_interrupted(chunk.content, checksums, room)
            checksums.verify()
        except ChecksumMismatchError:
            await self._writer.rewind(self._begun_bytes)
            raise
        except BaseException as error:
            self._counts = self._counts and error is not room.refusal
            with suppress(PlatformError):
                await self._tell()
            raise
        self._counts = True
        await self._tell()

    async def _pump_until_interrupted(
        self, content: AsyncIterable[bytes], checksums: RunningChecksums, room: Room
    ) -> None:
        try:
            async with asyncio.timeout(None) as patience:
                watching = asyncio.create_task(self._watch(patience))
                try:
                    await self._pump(content, checksums, room)
                finally:
                    watching.cancel()
                    await asyncio.gather(watching, *self._unfinished(), return_exceptions=True)
        except TimeoutError as error:
            if self._interruption is None:
                raise
            raise self._interruption from error

    async def _pump(
        self, content: AsyncIterable[bytes], checksums: RunningChecksums, room: Room
    ) -> None:
        is_sniffed = self._begun_bytes >= SNIFF_BYTES
        told_bytes = self._begun_bytes
        async for piece in content:
            if self._received_bytes + len(piece) > room.end_bytes:
                raise room.refusal
            checksums.update(piece)
            await self._writer.write(piece)
            self._received_bytes += len(piece)
            if not is_sniffed and self._received_bytes >= SNIFF_BYTES:
                sniff_container(await self._writer.read_head(SNIFF_BYTES))
                is_sniffed = True
            untold_bytes = self._received_bytes - told_bytes
            if untold_bytes >= (_UNTOLD_BYTES if self._is_telling() else _TELL_BYTES):
                told_bytes = self._received_bytes
                await self._tell_beside()
        self._is_whole = True

    async def _tell_beside(self) -> None:
        """Sync while more arrives."""
        for earlier in self._unfinished():
            await earlier
        self._background = asyncio.ensure_future(self._tell())

    def _is_telling(self) -> bool:
        return self._background is not None and not self._background.done()

    def _unfinished(self) -> tuple[asyncio.Future[None], ...]:
        return () if self._background is None else (self._background,)

    async def _tell(self) -> None:
        """Sync, and tell the record how far the bytes are durable.

        The last byte of the file is told when its chunk has ended well, and not before: with it
        the upload becomes a video.
        """
        async with self._turn_to_tell:
            upload = self._turn.upload
            told_bytes = upload.offset_bytes
            if self._counts:
                told_bytes = await self._writer.sync()
                if not self._is_whole and told_bytes == upload.length_bytes:
                    told_bytes -= 1
            await self._turn.advance(max(told_bytes, upload.offset_bytes))

    async def _watch(self, patience: asyncio.Timeout) -> None:
        """Do what others wish, and tell what a slow client has sent, until cancelled."""
        seen_bytes, asked_s, untold_s = self._begun_bytes, 0.0, 0.0
        try:
            while True:
                await self._clock.sleep(_LOOK_S)
                is_silent, seen_bytes = self._received_bytes == seen_bytes, self._received_bytes
                is_told = self._turn.upload.offset_bytes >= seen_bytes
                untold_s = 0.0 if is_told else untold_s + _LOOK_S
                with suppress(ServiceUnavailableError):
                    wish = await self._turn.look()
                    asked_s = asked_s + _LOOK_S if wish is Wish.STOP else 0.0
                    if asked_s and (is_silent or asked_s >= self._grace_s):
                        raise UploadLockedError("Another request goes on with this upload.")
                    if wish is Wish.SYNC or (not is_told and (is_silent or untold_s >= _TELL_S)):
                        await self._tell()
        except PlatformError as error:
            self._interruption = error
            patience.reschedule(asyncio.get_running_loop().time())
