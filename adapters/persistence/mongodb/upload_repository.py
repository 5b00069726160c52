"""Uploads in the collection `uploads`."""

from collections.abc import Callable, Collection
from datetime import datetime

from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.collection import MongoCollection
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.documents import change_stored, from_document, to_document
from adapters.persistence.stored_form import UPLOAD_FORM
from adapters.persistence.upload_keys import UploadKeys
from application.errors import UploadNotFoundError
from application.ports.upload_repository import OpenUploads, UploadRepository
from domain.ids import StagedId, UploadId, UserId
from domain.upload.upload import Upload


class MongoUploadRepository(UploadRepository):
    """Adds an upload before it is judged, and takes it back if it is refused.

    So of rivals that meet, each sees all others: too many are never taken, a few too many may be
    refused.
    """

    def __init__(self, database: MongoDatabase) -> None:
        self._database = database

    async def add(
        self, upload: Upload, now: datetime, admit: Callable[[OpenUploads], None]
    ) -> None:
        await self._uploads.insert(_document(upload))
        try:
            admit(await self.usage(upload.owner_id, now))
        except BaseException:
            await self.remove(upload.id)
            raise

    async def get(self, upload_id: UploadId) -> Upload:
        document = await self._uploads.find_one({"_id": upload_id})
        if document is None:
            raise UploadNotFoundError
        return from_document(UPLOAD_FORM, document)

    async def update(self, upload_id: UploadId, change: Callable[[Upload], Upload]) -> Upload:
        return await change_stored(self._uploads, lambda: self.get(upload_id), change, _document)

    async def remove(self, upload_id: UploadId) -> None:
        await self._uploads.delete({"_id": upload_id})

    async def usage(self, owner_id: UserId, now: datetime) -> OpenUploads:
        sums = {"count": {"$sum": 1}, "reserved_bytes": {"$sum": "$keys.reserved_bytes"}}
        found = await self._uploads.aggregate(
            [
                {"$match": {"owner_id": owner_id, "keys.open_until": {"$gt": now}}},
                {"$group": {"_id": None, **sums}},
            ]
        )
        for group in found:
            return OpenUploads(group["count"], group["reserved_bytes"])
        return OpenUploads(count=0, reserved_bytes=0)

    async def list_complete(self, limit: int) -> tuple[Upload, ...]:
        documents = await self._uploads.find({"keys.is_complete": True}, limit=limit)
        return tuple(from_document(UPLOAD_FORM, document) for document in documents)

    async def list_due(self, now: datetime, limit: int) -> tuple[Upload, ...]:
        documents = await self._uploads.find(
            {"keys.due_at": {"$lte": now}}, sort=[("keys.due_at", 1), ("_id", 1)], limit=limit
        )
        return tuple(from_document(UPLOAD_FORM, document) for document in documents)

    async def find_staged(self, staged_ids: Collection[StagedId]) -> frozenset[StagedId]:
        documents = await self._uploads.find(
            {"keys.staged_id": {"$in": list(staged_ids)}},
            fields={"_id": False, "keys.staged_id": True},
        )
        return frozenset(StagedId(document["keys"]["staged_id"]) for document in documents)

    @property
    def _uploads(self) -> MongoCollection:
        return self._database.collection("uploads")


def _document(upload: Upload) -> Document:
    keys = UploadKeys.of(upload)
    always = {"due_at": keys.due_at, "reserved_bytes": keys.reserved_bytes}
    optional = {
        "open_until": keys.open_until,
        "staged_id": keys.staged_id and str(keys.staged_id),
        "is_complete": keys.is_complete or None,
    }
    present = {name: value for name, value in optional.items() if value is not None}
    return to_document(UPLOAD_FORM, upload) | {"keys": always | present}
