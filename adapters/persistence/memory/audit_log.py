"""Audit entries in a dict."""

from application.errors import DuplicateIdError
from application.pages import Listing, PageNumber
from application.ports.audit_log import AuditLog
from domain.account.audit import AuditEntry
from domain.ids import AuditEntryId


class MemoryAuditLog(AuditLog):
    """Keeps entries by id; a listing sorts them all."""

    def __init__(self) -> None:
        self._entries: dict[AuditEntryId, AuditEntry] = {}

    async def append(self, entry: AuditEntry) -> None:
        if entry.id in self._entries:
            raise DuplicateIdError
        self._entries[entry.id] = entry

    async def list(self, page: PageNumber) -> Listing[AuditEntry]:
        newest_first = sorted(self._entries.values(), key=lambda entry: entry.id, reverse=True)
        return page.cut(newest_first)
