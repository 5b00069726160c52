"""Answers that are kept until anybody writes to the file."""

from collections.abc import Awaitable, Callable, Hashable

from adapters.cache.kept import KeptAnswers
from adapters.persistence.sqlite.database import SqliteDatabase
from application.ports.read_cache import Answer, ReadCache
from domain.ids import UserId


class SqliteReadCache(ReadCache):
    """Asks SQLite itself whether the file has changed, which costs an eighth of reading a video.

    Why an answer is current: `PRAGMA data_version` tells another number on a connection as soon as
    any other connection, of whatever process, has committed.
    Reading connections never write, so every commit is another's.
    The number is read before the answer is, so what is kept under a number is as the file was then
    or later; and as long as the number stays, nobody has committed.

    Source: https://www.sqlite.org/pragma.html#pragma_data_version
    """

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database
        self._kept = KeptAnswers()

    async def read(
        self, owner_id: UserId, key: Hashable, ask: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        (version,) = self._database.read(
            lambda connection: connection.execute("PRAGMA data_version").fetchone()
        )
        return await self._kept.read(version, owner_id, key, ask)
