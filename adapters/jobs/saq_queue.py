"""Wake-ups for the workers of every machine, through SAQ on a server of the Redis protocol.

SAQ queues the wake-ups and hands each to one worker; its own workers, retries and timeouts have no
part in this, since claims on the records decide who works on what.
"""

import asyncio
import logging

from redis.asyncio import Redis
from redis.exceptions import RedisError
from saq.job import Status
from saq.queue.redis import RedisQueue

from adapters.redis.connection import ANSWER_S
from application.ports.job_queue import JobQueue, WakeUps

_log = logging.getLogger(__name__)

_WAKE = "wake"
_DELETED_WHEN_DONE = -1

_MOST_WAITING = 100
"""Wake-ups that are kept, about: every busy worker looks at the records again before it waits."""


class SaqJobQueue(JobQueue, WakeUps):
    """One queue by name, for all processes that share the records.

    Without the server, nobody is woken, and waiting lasts its whole time: workers then look at
    the records by themselves.
    A worker that dies between taking a wake-up and confirming it leaves a few hundred bytes.
    """

    def __init__(self, redis: Redis, name: str = "streaming-platform") -> None:
        self._queue = RedisQueue(redis, name)
        self._is_away = False

    async def wake(self) -> None:
        try:
            async with asyncio.timeout(ANSWER_S):
                if await self._queue.count("queued") < _MOST_WAITING:
                    await self._queue.enqueue(_WAKE, ttl=_DELETED_WHEN_DONE)
        except (RedisError, OSError) as error:
            self._note(error)
        else:
            self._note(None)

    async def wait(self, timeout_s: float) -> None:
        loop = asyncio.get_running_loop()
        until_s = loop.time() + timeout_s
        try:
            async with asyncio.timeout_at(until_s + ANSWER_S):
                wake_up = await self._queue.dequeue(timeout_s)
                if wake_up is not None:
                    await self._queue.finish(wake_up, Status.COMPLETE)
        except (RedisError, OSError) as error:
            self._note(error)
            await asyncio.sleep(until_s - loop.time())
        else:
            self._note(None)

    def _note(self, error: Exception | None) -> None:
        """Log that the server went away or came back, once each."""
        if error is not None and not self._is_away:
            _log.warning("wake-ups are off until Redis answers: %s", error)
        elif error is None and self._is_away:
            _log.info("wake-ups are on again")
        self._is_away = error is not None
