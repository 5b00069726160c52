"""Users in the table `users`."""

import sqlite3
from collections.abc import Callable

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.stored_form import USER_FORM
from application.errors import DuplicateIdError, EmailTakenError, UserNotFoundError
from application.pages import Listing, UserSurvey
from application.ports.user_repository import UserRepository
from domain.account.email import EmailAddress
from domain.account.user import User
from domain.ids import UserId


class SqliteUserRepository(UserRepository):
    """The unique index on `email` decides who gets an address."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def add(self, user: User) -> None:
        await self._database.write(lambda connection: _insert(connection, user))

    async def get(self, user_id: UserId) -> User:
        return self._database.read(lambda connection: _get(connection, user_id))

    async def find_by_email(self, email: EmailAddress) -> User | None:
        row = self._database.read(
            lambda connection: connection.execute(
                "SELECT body FROM users WHERE email = ?", [email.text]
            ).fetchone()
        )
        return None if row is None else USER_FORM.from_json(row[0])

    async def survey(self, query: UserSurvey) -> Listing[User]:
        wanted = query.email_contains or ""

        def read_page(connection: sqlite3.Connection) -> Listing[User]:
            (total,) = connection.execute(
                "SELECT COUNT(*) FROM users WHERE instr(email, ?) > 0", [wanted]
            ).fetchone()
            rows = connection.execute(
                """
                SELECT body FROM users WHERE instr(email, ?) > 0
                ORDER BY id DESC LIMIT ? OFFSET ?
                """,
                [wanted, query.page.limit, query.page.skipped],
            ).fetchall()
            return Listing(tuple(USER_FORM.from_json(body) for (body,) in rows), total)

        return await self._database.scan(read_page)

    async def update(self, user_id: UserId, change: Callable[[User], User]) -> User:
        def change_stored(connection: sqlite3.Connection) -> User:
            stored = _get(connection, user_id)
            changed = change(stored)
            if changed is not stored:
                _replace(connection, changed)
            return changed

        return await self._database.write(change_stored)


def _get(connection: sqlite3.Connection, user_id: UserId) -> User:
    row = connection.execute("SELECT body FROM users WHERE id = ?", [user_id]).fetchone()
    if row is None:
        raise UserNotFoundError
    return USER_FORM.from_json(row[0])


def _insert(connection: sqlite3.Connection, user: User) -> None:
    try:
        connection.execute(
            "INSERT INTO users (id, email, version, body) VALUES (?, ?, ?, ?)",
            [user.id, user.email.text, user.version, USER_FORM.to_json(user)],
        )
    except sqlite3.IntegrityError as exc:
        if exc.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
            raise DuplicateIdError from exc
        raise EmailTakenError from exc


def _replace(connection: sqlite3.Connection, user: User) -> None:
    connection.execute(
        "UPDATE users SET version = ?, body = ? WHERE id = ?",
        [user.version, USER_FORM.to_json(user), user.id],
    )
