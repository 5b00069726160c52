"""Sessions in the table `sessions`."""

import sqlite3
from collections.abc import Callable
from datetime import datetime

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.instants import to_ms
from adapters.persistence.stored_form import SESSION_FORM
from application.errors import DuplicateIdError, SessionNotFoundError
from application.ports.session_repository import SessionRepository
from domain.account.session import Session
from domain.ids import SessionId, UserId


class SqliteSessionRepository(SessionRepository):
    """Finds by id, by user, by the end and by expiry; every other question reads the body."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def add(self, session: Session) -> None:
        await self._database.write(lambda connection: _insert(connection, session))

    async def find(self, session_id: SessionId) -> Session | None:
        return self._database.read(lambda connection: _find(connection, session_id))

    async def update(self, session_id: SessionId, change: Callable[[Session], Session]) -> Session:
        def change_stored(connection: sqlite3.Connection) -> Session:
            stored = _find(connection, session_id)
            if stored is None:
                raise SessionNotFoundError
            changed = change(stored)
            if changed is not stored:
                _replace(connection, changed)
            return changed

        return await self._database.write(change_stored)

    async def list_alive(self, user_id: UserId, now: datetime) -> tuple[Session, ...]:
        rows = self._database.read(
            lambda connection: connection.execute(
                """
                SELECT body FROM sessions
                WHERE user_id = ? AND ended_at IS NULL AND expires_at > ? ORDER BY id DESC
                """,
                [user_id, to_ms(now)],
            ).fetchall()
        )
        return tuple(SESSION_FORM.from_json(body) for (body,) in rows)

    async def list_addresses(self, user_id: UserId) -> frozenset[str]:
        rows = await self._database.scan(
            lambda connection: connection.execute(
                """
                SELECT DISTINCT COALESCE(json_extract(body, '$.client.address'), '')
                FROM sessions WHERE user_id = ?
                """,
                [user_id],
            ).fetchall()
        )
        return frozenset(address for (address,) in rows)

    async def list_ended_since(self, since: datetime) -> tuple[Session, ...]:
        rows = await self._database.scan(
            lambda connection: connection.execute(
                "SELECT body FROM sessions WHERE ended_at >= ? ORDER BY ended_at, id",
                [to_ms(since)],
            ).fetchall()
        )
        return tuple(SESSION_FORM.from_json(body) for (body,) in rows)

    async def remove_expired(self, before: datetime) -> int:
        return await self._database.write(
            lambda connection: (
                connection.execute(
                    "DELETE FROM sessions WHERE expires_at < ?", [to_ms(before)]
                ).rowcount
            )
        )


def _find(connection: sqlite3.Connection, session_id: SessionId) -> Session | None:
    row = connection.execute("SELECT body FROM sessions WHERE id = ?", [session_id]).fetchone()
    return None if row is None else SESSION_FORM.from_json(row[0])


def _insert(connection: sqlite3.Connection, session: Session) -> None:
    try:
        connection.execute(
            """
            INSERT INTO sessions (id, user_id, expires_at, ended_at, version, body)
            VALUES (:id, :user_id, :expires_at, :ended_at, :version, :body)
            """,
            {"user_id": session.user_id, **_row(session)},
        )
    except sqlite3.IntegrityError as exc:
        raise DuplicateIdError from exc


def _replace(connection: sqlite3.Connection, session: Session) -> None:
    connection.execute(
        """
        UPDATE sessions
        SET expires_at = :expires_at, ended_at = :ended_at, version = :version, body = :body
        WHERE id = :id
        """,
        _row(session),
    )


def _row(session: Session) -> dict[str, object]:
    return {
        "id": session.id,
        "expires_at": to_ms(session.expires_at),
        "ended_at": to_ms(session.ended_at),
        "version": session.version,
        "body": SESSION_FORM.to_json(session),
    }
