"""Uploads in a dict."""

from collections.abc import Callable, Collection
from datetime import datetime

from application.errors import DuplicateIdError, UploadNotFoundError
from application.ports.upload_repository import OpenUploads, UploadRepository
from domain.ids import StagedId, UploadId, UserId
from domain.upload.upload import Upload, UploadStatus


class MemoryUploadRepository(UploadRepository):
    """Keeps uploads by id; every listing looks at each."""

    def __init__(self) -> None:
        self._uploads: dict[UploadId, Upload] = {}

    async def add(
        self, upload: Upload, now: datetime, admit: Callable[[OpenUploads], None]
    ) -> None:
        if upload.id in self._uploads:
            raise DuplicateIdError
        self._uploads[upload.id] = upload
        try:
            admit(await self.usage(upload.owner_id, now))
        except BaseException:
            del self._uploads[upload.id]
            raise

    async def get(self, upload_id: UploadId) -> Upload:
        try:
            return self._uploads[upload_id]
        except KeyError as exc:
            raise UploadNotFoundError from exc

    async def update(self, upload_id: UploadId, change: Callable[[Upload], Upload]) -> Upload:
        changed = change(await self.get(upload_id))
        self._uploads[upload_id] = changed
        return changed

    async def remove(self, upload_id: UploadId) -> None:
        self._uploads.pop(upload_id, None)

    async def usage(self, owner_id: UserId, now: datetime) -> OpenUploads:
        reserved_bytes = [
            upload.reserved_bytes
            for upload in self._open()
            if upload.owner_id == owner_id and upload.expires_at > now
        ]
        return OpenUploads(len(reserved_bytes), sum(reserved_bytes))

    async def list_complete(self, limit: int) -> tuple[Upload, ...]:
        return tuple(upload for upload in self._open() if upload.is_complete)[:limit]

    async def list_due(self, now: datetime, limit: int) -> tuple[Upload, ...]:
        due = [upload for upload in self._uploads.values() if upload.due_at <= now]
        return tuple(sorted(due, key=lambda upload: (upload.due_at, upload.id))[:limit])

    async def find_staged(self, staged_ids: Collection[StagedId]) -> frozenset[StagedId]:
        return frozenset(upload.staged_id for upload in self._open()).intersection(staged_ids)

    def _open(self) -> list[Upload]:
        return [upload for upload in self._uploads.values() if upload.status is UploadStatus.OPEN]
