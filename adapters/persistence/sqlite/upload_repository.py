"""Uploads in the table `uploads`."""

import json
import sqlite3
from collections.abc import Callable, Collection
from datetime import datetime

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.instants import to_ms
from adapters.persistence.stored_form import UPLOAD_FORM
from adapters.persistence.upload_keys import UploadKeys
from application.errors import DuplicateIdError, UploadNotFoundError
from application.ports.upload_repository import OpenUploads, UploadRepository
from domain.ids import StagedId, UploadId, UserId
from domain.upload.upload import Upload


class SqliteUploadRepository(UploadRepository):
    """An upload and the judgement on it share a transaction, so none is refused needlessly."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def add(
        self, upload: Upload, now: datetime, admit: Callable[[OpenUploads], None]
    ) -> None:
        def add_admitted(connection: sqlite3.Connection) -> None:
            _insert(connection, upload)
            admit(_usage(connection, upload.owner_id, now))

        await self._database.write(add_admitted)

    async def get(self, upload_id: UploadId) -> Upload:
        return self._database.read(lambda connection: _get(connection, upload_id))

    async def update(self, upload_id: UploadId, change: Callable[[Upload], Upload]) -> Upload:
        def change_stored(connection: sqlite3.Connection) -> Upload:
            stored = _get(connection, upload_id)
            changed = change(stored)
            if changed is not stored:
                _replace(connection, changed)
            return changed

        return await self._database.write(change_stored)

    async def remove(self, upload_id: UploadId) -> None:
        await self._database.write(
            lambda connection: connection.execute("DELETE FROM uploads WHERE id = ?", [upload_id])
        )

    async def usage(self, owner_id: UserId, now: datetime) -> OpenUploads:
        return self._database.read(lambda connection: _usage(connection, owner_id, now))

    async def list_complete(self, limit: int) -> tuple[Upload, ...]:
        rows = await self._database.scan(
            lambda connection: connection.execute(
                "SELECT body FROM uploads WHERE is_complete = 1 LIMIT ?", [limit]
            ).fetchall()
        )
        return tuple(UPLOAD_FORM.from_json(body) for (body,) in rows)

    async def list_due(self, now: datetime, limit: int) -> tuple[Upload, ...]:
        rows = await self._database.scan(
            lambda connection: connection.execute(
                "SELECT body FROM uploads WHERE due_at <= ? ORDER BY due_at, id LIMIT ?",
                [to_ms(now), limit],
            ).fetchall()
        )
        return tuple(UPLOAD_FORM.from_json(body) for (body,) in rows)

    async def find_staged(self, staged_ids: Collection[StagedId]) -> frozenset[StagedId]:
        rows = await self._database.scan(
            lambda connection: connection.execute(
                "SELECT staged_id FROM uploads WHERE staged_id IN (SELECT value FROM json_each(?))",
                [json.dumps(list(staged_ids))],
            ).fetchall()
        )
        return frozenset(StagedId(staged_id) for (staged_id,) in rows)


def _get(connection: sqlite3.Connection, upload_id: UploadId) -> Upload:
    row = connection.execute("SELECT body FROM uploads WHERE id = ?", [upload_id]).fetchone()
    if row is None:
        raise UploadNotFoundError
    return UPLOAD_FORM.from_json(row[0])


def _usage(connection: sqlite3.Connection, owner_id: UserId, now: datetime) -> OpenUploads:
    row = connection.execute(
        """
        SELECT COUNT(*), COALESCE(SUM(reserved_bytes), 0) FROM uploads
        WHERE owner_id = ? AND open_until > ?
        """,
        [owner_id, to_ms(now)],
    ).fetchone()
    return OpenUploads(*row)


def _insert(connection: sqlite3.Connection, upload: Upload) -> None:
    try:
        connection.execute(
            """
            INSERT INTO uploads (
              id, owner_id, version, due_at, open_until, staged_id, reserved_bytes, is_complete,
              body
            ) VALUES (
              :id, :owner_id, :version, :due_at, :open_until, :staged_id, :reserved_bytes,
              :is_complete, :body
            )
            """,
            {"owner_id": upload.owner_id, **_row(upload)},
        )
    except sqlite3.IntegrityError as exc:
        raise DuplicateIdError from exc


def _replace(connection: sqlite3.Connection, upload: Upload) -> None:
    connection.execute(
        """
        UPDATE uploads SET
          version = :version, due_at = :due_at, open_until = :open_until, staged_id = :staged_id,
          reserved_bytes = :reserved_bytes, is_complete = :is_complete, body = :body
        WHERE id = :id
        """,
        _row(upload),
    )


def _row(upload: Upload) -> dict[str, object]:
    keys = UploadKeys.of(upload)
    return {
        "id": upload.id,
        "version": upload.version,
        "due_at": to_ms(keys.due_at),
        "open_until": to_ms(keys.open_until),
        "staged_id": keys.staged_id,
        "reserved_bytes": keys.reserved_bytes,
        "is_complete": keys.is_complete,
        "body": UPLOAD_FORM.to_json(upload),
    }
