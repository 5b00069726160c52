"""The right to append to an upload, while it is used."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from application.errors import UploadNotFoundError
from application.limits import ResumableLimits
from application.ports.clock import Clock
from application.ports.upload_repository import UploadRepository
from domain.errors import PlatformError
from domain.upload.errors import WriterLostError
from domain.upload.upload import Upload
from domain.upload.writer import Wish


class Turn:
    """One writer's turn; `upload` is as this turn last wrote or admitted it.

    Every method but `release` raises WriterLostError when another has the right.
    """

    def __init__(
        self, uploads: UploadRepository, clock: Clock, limits: ResumableLimits, upload: Upload
    ) -> None:
        self._uploads = uploads
        self._clock = clock
        self._limits = limits
        self._number = upload.writers
        self.upload = upload

    async def look(self) -> Wish:
        """Return what others wish; renews the lease in good time."""
        now = self._clock.now()
        writer = (await self._uploads.get(self.upload.id)).require_writer(self._number)
        if writer.lease_until - now < self._limits.lease / 2:
            await self._uploads.update(
                self.upload.id,
                lambda upload: upload.renew_lease(self._number, now, self._limits.lease),
            )
        return writer.wish

    async def declare_length(self, length_bytes: int) -> None:
        """Say how long the file is; see `Upload.declare_length`."""
        self.upload = await self._uploads.update(
            self.upload.id, lambda upload: upload.declare_length(length_bytes)
        )

    async def advance(self, offset_bytes: int) -> None:
        """Tell that everything before `offset_bytes` is durable."""
        now = self._clock.now()
        self.upload = await self._uploads.update(
            self.upload.id,
            lambda upload: upload.advance(self._number, offset_bytes, now, self._limits.life),
        )

    async def finish(self) -> None:
        """Tell that the video exists, which ends the turn."""
        now = self._clock.now()
        self.upload = await self._uploads.update(
            self.upload.id, lambda upload: upload.finish(self._number, now, self._limits.life)
        )

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Keep the right through a block that takes long and looks at nothing."""
        renewing = asyncio.create_task(self._renew())
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.wait({renewing})

    async def release(self) -> None:
        """End the turn; where it is over already, nothing happens."""
        with suppress(WriterLostError, UploadNotFoundError):
            self.upload = await self._uploads.update(
                self.upload.id, lambda upload: upload.release_writer(self._number)
            )

    async def _renew(self) -> None:
        while True:
            await self._clock.sleep(self._limits.lease.total_seconds() / 4)
            with suppress(PlatformError):
                await self.look()
