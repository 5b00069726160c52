"""Signals between processes, over a channel of a server of the Redis protocol."""

import asyncio
import logging
import secrets
import time
from contextlib import AbstractContextManager, suppress
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from adapters.events.in_process import InProcessEventSignals
from adapters.redis.connection import ANSWER_S
from adapters.redis.line import Line, ServerAwayError
from application.ports.event_signals import EventSignals, EventWatch
from domain.ids import UserId

_log = logging.getLogger(__name__)

_QUIET_S = 1.0
"""After this much silence the server is asked whether it still answers."""

_LOOK_S = 2.0
"""How often the log is looked at although the channel works: a writer may die before it tells."""

_PAUSE_S = 0.2


class RedisEventSignals(EventSignals):
    """Tells every process on a channel, and hears the others there.

    A channel keeps nothing, so the log is looked at as well: rarely while the channel works,
    and as often as `refresh` is called while it does not.
    """

    def __init__(
        self, redis: Redis, local: InProcessEventSignals, channel: str = "streaming-platform:events"
    ) -> None:
        self._redis = redis
        self._local = local
        self._channel = channel
        self._name = secrets.token_hex(8)
        self._line = Line("live events")
        self._telling: set[asyncio.Task[None]] = set()
        self._is_hearing = False
        self._looked_at_s: float | None = None

    async def announce(self, owner_id: UserId) -> None:
        await self._local.announce(owner_id)
        task = asyncio.create_task(self._tell(owner_id))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    def watch(self, owner_id: UserId) -> AbstractContextManager[EventWatch]:
        return self._local.watch(owner_id)

    async def refresh(self) -> None:
        """Look at the log, unless the channel works and a look was a moment ago.

        Raises:
            StoreUnavailableError: the store does not answer.
        """
        is_due = self._looked_at_s is None or time.monotonic() - self._looked_at_s >= _LOOK_S
        if self._is_hearing and not is_due:
            return
        is_hearing = self._is_hearing
        await self._local.refresh()
        # A look that began before the channel worked may have missed what was told in between.
        self._looked_at_s = time.monotonic() if is_hearing else None

    async def listen(self) -> None:
        """Hear the other processes until cancelled, whatever becomes of the server meanwhile.

        What is being told then, is told: later the connections are closed, and would be left open
        by whoever used one.
        """
        try:
            while True:
                with suppress(RedisError, OSError):
                    await self._hear()
                if self._is_hearing:
                    _log.warning("live events of other processes are looked for in the store")
                self._is_hearing = False
                await asyncio.sleep(_PAUSE_S)
        finally:
            await asyncio.gather(*self._telling, return_exceptions=True)

    def close(self) -> None:
        """End all waiting, from here on, since this process is stopping."""
        self._local.close()

    async def _hear(self) -> None:
        async with self._redis.pubsub() as channel:
            async with asyncio.timeout(ANSWER_S):
                await channel.subscribe(self._channel)
                await channel.get_message(timeout=None)
            self._is_hearing = True
            while True:
                message = await channel.get_message(timeout=_QUIET_S)
                if message is None:
                    async with asyncio.timeout(ANSWER_S):
                        await channel.ping()
                        message = await channel.get_message(timeout=None)
                if message is not None:
                    await self._heed(message)

    async def _heed(self, message: dict[str, Any]) -> None:
        match message["type"]:
            case "message":
                name, _, owner_id = message["data"].decode().partition(" ")
                if name != self._name:
                    await self._local.announce(UserId(owner_id))
            case "subscribe":
                # The connection was lost for a moment, and what was told in it as well.
                self._looked_at_s = None

    async def _tell(self, owner_id: UserId) -> None:
        with suppress(ServerAwayError):
            message = f"{self._name} {owner_id}"
            await self._line.ask(lambda: self._redis.publish(self._channel, message))
