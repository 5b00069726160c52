"""Keyed requests in the table `keyed_requests`."""

import sqlite3
from collections.abc import Callable
from datetime import datetime

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.instants import to_ms
from adapters.persistence.stored_form import KEYED_REQUEST_FORM
from application.ports.idempotency_store import IdempotencyStore
from domain.idempotency.keyed_request import KeyedRequest, KeyScope


class SqliteIdempotencyStore(IdempotencyStore):
    """Reads and writes a key in one transaction, which no other writer shares."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def update(
        self, scope: KeyScope, change: Callable[[KeyedRequest | None], KeyedRequest]
    ) -> KeyedRequest:
        def change_stored(connection: sqlite3.Connection) -> KeyedRequest:
            stored = _find(connection, scope)
            changed = change(stored)
            if changed is not stored:
                _put(connection, changed)
            return changed

        return await self._database.write(change_stored)

    async def remove_expired(self, before: datetime) -> int:
        return await self._database.write(
            lambda connection: (
                connection.execute(
                    "DELETE FROM keyed_requests WHERE expires_at < ?", [to_ms(before)]
                ).rowcount
            )
        )


def _find(connection: sqlite3.Connection, scope: KeyScope) -> KeyedRequest | None:
    row = connection.execute(
        "SELECT body FROM keyed_requests WHERE user_id = ? AND route = ? AND key = ?",
        [scope.user_id, scope.route, scope.key],
    ).fetchone()
    return None if row is None else KEYED_REQUEST_FORM.from_json(row[0])


def _put(connection: sqlite3.Connection, known: KeyedRequest) -> None:
    connection.execute(
        """
        INSERT INTO keyed_requests (user_id, route, key, expires_at, body)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (user_id, route, key)
        DO UPDATE SET expires_at = excluded.expires_at, body = excluded.body
        """,
        [
            known.scope.user_id,
            known.scope.route,
            known.scope.key,
            to_ms(known.expires_at),
            KEYED_REQUEST_FORM.to_json(known),
        ],
    )
