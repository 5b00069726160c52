"""Taking an upload away with its bytes."""

from application.ports.staging_area import StagingArea
from application.ports.upload_repository import UploadRepository
from domain.upload.upload import Upload


class DiscardUpload:
    """Forget an upload that is no video, then remove its bytes; the caller has the right to.

    The record goes first, so that a crash in between leaves bytes that the sweep finds.
    """

    def __init__(self, uploads: UploadRepository, staging: StagingArea) -> None:
        self._uploads = uploads
        self._staging = staging

    async def __call__(self, upload: Upload) -> None:
        await self._uploads.remove(upload.id)
        await self._staging.remove(upload.staged_id)
