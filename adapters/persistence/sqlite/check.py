"""Whether the file can be read."""

from adapters.persistence.sqlite.database import SqliteDatabase
from application.ports.dependency_check import DependencyCheck


class SqliteCheck(DependencyCheck):
    """Looks up the schema's version, which every file of ours has."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    @property
    def name(self) -> str:
        return "database"

    async def check(self) -> None:
        self._database.read(lambda connection: connection.execute("PRAGMA user_version").fetchone())
