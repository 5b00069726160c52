"""Answers that are kept until anybody writes to the file."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Hashable
from typing import Any

from adapters.cache.kept import KeptAnswers
from adapters.persistence.sqlite.database import SqliteDatabase
from application.ports.read_cache import Answer, ReadCache
from domain.ids import UserId


class SqliteReadCache(ReadCache):
    """Asks SQLite itself whether the file has changed, which costs an eighth of reading a video.

    Why an answer is current: the version of the data is another number as soon as any other
    connection, of whatever process, has committed.
    Reading connections never write, so every commit is another's.
    The number is read before the answer is, so what is kept under a number is as the file was then
    or later; and as long as the number stays, nobody has committed.

    Within one turn of the event loop the number is read once.
    The loop runs what is ready in the order in which it became so, and forgetting the number
    becomes ready as soon as it is read: a request that comes after a later commit was acknowledged,
    or whoever awaited that commit here, goes on after it is forgotten.
    """

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database
        self._kept = KeptAnswers()
        self._version: int | None = None

    def read(
        self, owner_id: UserId, key: Hashable, ask: Callable[[], Awaitable[Answer]]
    ) -> Coroutine[Any, Any, Answer]:
        if self._version is None:
            self._version = self._database.data_version()
            asyncio.get_running_loop().call_soon(self._forget)
        return self._kept.read(self._version, owner_id, key, ask)

    def _forget(self) -> None:
        self._version = None
