"""Turns in the collection `turns`, each under the name of its task."""

from datetime import datetime, timedelta

from adapters.persistence.mongodb.database import MongoDatabase
from application.errors import DuplicateIdError
from application.ports.schedule import Schedule


class MongoSchedule(Schedule):
    """One conditional write: where a turn is too young to be taken over, its id is taken."""

    def __init__(self, database: MongoDatabase) -> None:
        self._database = database

    async def take_turn(self, task: str, now: datetime, gap: timedelta) -> bool:
        old = {"_id": task, "begun_at": {"$lte": now - gap}}
        try:
            await self._database.collection("turns").put(old, {"begun_at": now})
        except DuplicateIdError:
            return False
        return True
