"""Audit entries in the collection `audit_entries`."""

import asyncio

from adapters.persistence.mongodb.collection import MongoCollection
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.stored_form import AUDIT_ENTRY_FORM
from application.pages import Listing, PageNumber
from application.ports.audit_log import AuditLog
from domain.account.audit import AuditEntry


class MongoAuditLog(AuditLog):
    """Ids rise with time, so that the index of `_id` is the order of a listing."""

    def __init__(self, database: MongoDatabase) -> None:
        self._database = database

    async def append(self, entry: AuditEntry) -> None:
        record = AUDIT_ENTRY_FORM.to_document(entry)
        await self._entries.insert({"_id": record.pop("id"), **record})

    async def list(self, page: PageNumber) -> Listing[AuditEntry]:
        documents, total = await asyncio.gather(
            self._entries.find({}, sort=[("_id", -1)], skip=page.skipped, limit=page.limit),
            self._entries.count({}),
        )
        entries = (
            AUDIT_ENTRY_FORM.from_document({"id": document["_id"], **document})
            for document in documents
        )
        return Listing(tuple(entries), total)

    @property
    def _entries(self) -> MongoCollection:
        return self._database.collection("audit_entries")
