"""Events in the table `events`."""

import sqlite3
from datetime import datetime

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.instants import to_ms
from adapters.persistence.stored_form import EVENT_FORM
from application.ports.event_log import EventLog, LoggedEvent
from domain.ids import UserId, VideoId


class SqliteEventLog(EventLog):
    """Rows are inserted in the transaction that changes their video, so nothing is left over.

    A page costs microseconds from its index and is read in line.
    """

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def read(
        self, owner_id: UserId, after: int, limit: int, video_id: VideoId | None = None
    ) -> tuple[LoggedEvent, ...]:
        if video_id is None:
            return self._page(
                """
                SELECT number, body FROM events WHERE owner_id = ? AND number > ?
                ORDER BY number LIMIT ?
                """,
                [owner_id, after, limit],
            )
        # The sign keeps SQLite to the index of the video: an owner has many events, it has few.
        return self._page(
            """
            SELECT number, body FROM events WHERE video_id = ? AND number > ? AND +owner_id = ?
            ORDER BY number LIMIT ?
            """,
            [video_id, after, owner_id, limit],
        )

    async def read_all(self, after: int, limit: int) -> tuple[LoggedEvent, ...]:
        return self._page(
            "SELECT number, body FROM events WHERE number > ? ORDER BY number LIMIT ?",
            [after, limit],
        )

    async def head(self) -> int:
        row = self._database.read(
            lambda connection: connection.execute(
                "SELECT seq FROM sqlite_sequence WHERE name = 'events'"
            ).fetchone()
        )
        return 0 if row is None else int(row[0])

    async def settle(self) -> int:
        return 0

    async def remove_before(self, before: datetime) -> int:
        return await self._database.write(
            lambda connection: (
                connection.execute("DELETE FROM events WHERE at < ?", [to_ms(before)]).rowcount
            )
        )

    def _page(self, sql: str, values: list[object]) -> tuple[LoggedEvent, ...]:
        def read(connection: sqlite3.Connection) -> list[tuple[int, str]]:
            return connection.execute(sql, values).fetchall()

        rows = self._database.read(read)
        return tuple(LoggedEvent(number, EVENT_FORM.from_json(body)) for number, body in rows)
