"""Whether the server answers."""

from adapters.persistence.mongodb.database import MongoDatabase
from application.ports.dependency_check import DependencyCheck


class MongoCheck(DependencyCheck):
    """Pings the primary, which writes need."""

    def __init__(self, database: MongoDatabase) -> None:
        self._database = database

    @property
    def name(self) -> str:
        return "database"

    async def check(self) -> None:
        await self._database.ping()
