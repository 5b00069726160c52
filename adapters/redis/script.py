"""Scripts that run on the server, many calls in one trip."""

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from redis.asyncio import Redis
from redis.exceptions import NoScriptError


class Call(NamedTuple):
    """What a script is called with."""

    keys: Sequence[str]
    arguments: Sequence[str | int]


class Script:
    """Sends calls one behind the other before it reads what came of them.

    The client's work for a trip is three times that for a call.
    """

    def __init__(self, redis: Redis, text: str) -> None:
        self._redis = redis
        self._text = text
        self._digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()

    async def call(self, calls: Sequence[Call]) -> list[Any]:
        """Return what each call returned, in their order.

        Raises:
            RedisError: the server is away, or one of the calls failed.
        """
        try:
            return await self._send(calls)
        except NoScriptError:
            # A server that was started again, or told to forget.
            await self._redis.script_load(self._text)
            return await self._send(calls)

    async def _send(self, calls: Sequence[Call]) -> list[Any]:
        trip = self._redis.pipeline(transaction=False)
        for keys, arguments in calls:
            trip.evalsha(self._digest, len(keys), *keys, *map(str, arguments))
        return await trip.execute()
