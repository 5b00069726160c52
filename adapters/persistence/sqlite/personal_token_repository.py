"""Personal access tokens in the table `personal_tokens`."""

import sqlite3
from collections.abc import Callable
from datetime import datetime

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.instants import to_ms
from adapters.persistence.stored_form import PERSONAL_TOKEN_FORM
from application.errors import DuplicateIdError, PersonalTokenNotFoundError
from application.ports.personal_token_repository import PersonalTokenRepository
from domain.account.personal_token import PersonalToken
from domain.ids import PersonalTokenId, UserId


class SqlitePersonalTokenRepository(PersonalTokenRepository):
    """Finds by id, by user and by expiry."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def add(self, token: PersonalToken) -> None:
        await self._database.write(lambda connection: _insert(connection, token))

    async def find(self, token_id: PersonalTokenId) -> PersonalToken | None:
        return self._database.read(lambda connection: _find(connection, token_id))

    async def list_of(self, user_id: UserId) -> tuple[PersonalToken, ...]:
        rows = self._database.read(
            lambda connection: connection.execute(
                "SELECT body FROM personal_tokens WHERE user_id = ? ORDER BY id DESC", [user_id]
            ).fetchall()
        )
        return tuple(PERSONAL_TOKEN_FORM.from_json(body) for (body,) in rows)

    async def update(
        self, token_id: PersonalTokenId, change: Callable[[PersonalToken], PersonalToken]
    ) -> PersonalToken:
        def change_stored(connection: sqlite3.Connection) -> PersonalToken:
            stored = _find(connection, token_id)
            if stored is None:
                raise PersonalTokenNotFoundError
            changed = change(stored)
            if changed is not stored:
                _replace(connection, changed)
            return changed

        return await self._database.write(change_stored)

    async def remove(self, token_id: PersonalTokenId) -> None:
        await self._database.write(
            lambda connection: connection.execute(
                "DELETE FROM personal_tokens WHERE id = ?", [token_id]
            )
        )

    async def remove_expired(self, before: datetime) -> int:
        return await self._database.write(
            lambda connection: (
                connection.execute(
                    "DELETE FROM personal_tokens WHERE expires_at < ?", [to_ms(before)]
                ).rowcount
            )
        )


def _find(connection: sqlite3.Connection, token_id: PersonalTokenId) -> PersonalToken | None:
    row = connection.execute("SELECT body FROM personal_tokens WHERE id = ?", [token_id]).fetchone()
    return None if row is None else PERSONAL_TOKEN_FORM.from_json(row[0])


def _insert(connection: sqlite3.Connection, token: PersonalToken) -> None:
    try:
        connection.execute(
            """
            INSERT INTO personal_tokens (id, user_id, expires_at, version, body)
            VALUES (?, ?, ?, ?, ?)
            """,
            [
                token.id,
                token.user_id,
                to_ms(token.expires_at),
                token.version,
                PERSONAL_TOKEN_FORM.to_json(token),
            ],
        )
    except sqlite3.IntegrityError as exc:
        raise DuplicateIdError from exc


def _replace(connection: sqlite3.Connection, token: PersonalToken) -> None:
    connection.execute(
        "UPDATE personal_tokens SET version = ?, body = ? WHERE id = ?",
        [token.version, PERSONAL_TOKEN_FORM.to_json(token), token.id],
    )
