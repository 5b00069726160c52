"""Beginning an upload with its first bytes in the same request."""

from contextlib import suppress

from application.actor import Actor
from application.ports.upload_repository import UploadRepository
from application.use_cases.uploads.append_chunk import AppendChunk
from application.use_cases.uploads.chunk import Chunk
from application.use_cases.uploads.discard_upload import DiscardUpload
from application.use_cases.uploads.start_upload import StartUpload, StartUploadRequest
from domain.errors import PlatformError
from domain.ids import UploadId
from domain.upload.upload import Upload


class StartWithChunk:
    """Begin a resumable upload and append its first chunk.

    An upload whose first chunk is not taken whole is taken back: its client never learns its name.

    Raises:
        PlatformError: whatever StartUpload and AppendChunk raise.
    """

    def __init__(
        self,
        uploads: UploadRepository,
        start: StartUpload,
        append: AppendChunk,
        discard: DiscardUpload,
    ) -> None:
        self._uploads = uploads
        self._start = start
        self._append = append
        self._discard = discard

    async def __call__(
        self,
        actor: Actor,
        request: StartUploadRequest,
        chunk: Chunk,
        upload_id: UploadId | None = None,
    ) -> Upload:
        upload = await self._start(actor, request, upload_id)
        if upload.offset_bytes:
            return upload  # begun before, by a process that did not get to answer
        try:
            return await self._append(actor, upload.id, chunk)
        except BaseException:
            await self._take_back(upload)
            raise

    async def _take_back(self, upload: Upload) -> None:
        """Discard what is no video, and is on no way to become one; else it ends by itself."""
        with suppress(PlatformError):
            stored = await self._uploads.get(upload.id)
            if not stored.is_complete:
                await self._discard(stored)
