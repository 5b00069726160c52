"""Turns in the table `turns`."""

from datetime import datetime, timedelta

from adapters.persistence.sqlite.database import SqliteDatabase
from adapters.persistence.sqlite.instants import to_ms
from application.ports.schedule import Schedule


class SqliteSchedule(Schedule):
    """One statement inserts a turn, or takes it over if it is old enough."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def take_turn(self, task: str, now: datetime, gap: timedelta) -> bool:
        changed = await self._database.write(
            lambda connection: (
                connection.execute(
                    """
                    INSERT INTO turns (task, begun_at) VALUES (?, ?)
                    ON CONFLICT (task) DO UPDATE SET begun_at = excluded.begun_at
                    WHERE begun_at <= ?
                    """,
                    [task, to_ms(now), to_ms(now - gap)],
                ).rowcount
            )
        )
        return changed == 1
