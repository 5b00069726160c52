"""Audit entries in the table `audit_entries`."""

import sqlite3

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.stored_form import AUDIT_ENTRY_FORM
from application.errors import DuplicateIdError
from application.pages import Listing, PageNumber
from application.ports.audit_log import AuditLog
from domain.account.audit import AuditEntry


class SqliteAuditLog(AuditLog):
    """Ids rise with time, so that the primary key is the order of a listing."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def append(self, entry: AuditEntry) -> None:
        await self._database.write(lambda connection: _insert(connection, entry))

    async def list(self, page: PageNumber) -> Listing[AuditEntry]:
        def read_page(connection: sqlite3.Connection) -> Listing[AuditEntry]:
            (total,) = connection.execute("SELECT COUNT(*) FROM audit_entries").fetchone()
            rows = connection.execute(
                "SELECT body FROM audit_entries ORDER BY id DESC LIMIT ? OFFSET ?",
                [page.limit, page.skipped],
            ).fetchall()
            return Listing(tuple(AUDIT_ENTRY_FORM.from_json(body) for (body,) in rows), total)

        return await self._database.scan(read_page)


def _insert(connection: sqlite3.Connection, entry: AuditEntry) -> None:
    try:
        connection.execute(
            "INSERT INTO audit_entries (id, body) VALUES (?, ?)",
            [entry.id, AUDIT_ENTRY_FORM.to_json(entry)],
        )
    except sqlite3.IntegrityError as exc:
        raise DuplicateIdError from exc
