"""No cache, where none would be both right and faster."""

from collections.abc import Awaitable, Callable, Hashable

from application.ports.read_cache import Answer, ReadCache
from domain.ids import UserId


class DirectReads(ReadCache):
    """Asks the store every time.

    So it is on MongoDB without Redis: a version that is read from the server costs the round trip
    that a cache is to save.
    """

    async def read(
        self,
        owner_id: UserId,  # noqa: ARG002 - nothing is kept
        key: Hashable,  # noqa: ARG002 - nothing is kept
        ask: Callable[[], Awaitable[Answer]],
    ) -> Answer:
        return await ask()
