"""Asking the server, and doing without it while it is away."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from redis.exceptions import RedisError

from adapters.redis.connection import ANSWER_S

Answer = TypeVar("Answer")

_log = logging.getLogger(__name__)

_PAUSE_S = 1.0


class ServerAwayError(Exception):
    """The server did not answer, or did not a moment ago."""


class Line:
    """Asks with bounded patience, so that a server that is away holds nobody up.

    An answer takes `ANSWER_S` at most.
    After a failure, who asks within `_PAUSE_S` is told at once that there is no answer; then one
    caller tries, and the others are told so until that one knows.
    """

    def __init__(self, purpose: str, elapsed_s: Callable[[], float] = time.monotonic) -> None:
        """Name what is asked for, in the words of a log line: `rate limits`."""
        self._purpose = purpose
        self._elapsed_s = elapsed_s
        self._away_until_s: float | None = None

    async def ask(self, command: Callable[[], Awaitable[Answer]]) -> Answer:
        """Return the answer to `command`.

        Raises:
            ServerAwayError: there is none.
        """
        if self._away_until_s is not None:
            if self._elapsed_s() < self._away_until_s:
                raise ServerAwayError
            self._away_until_s = self._elapsed_s() + ANSWER_S
        try:
            async with asyncio.timeout(ANSWER_S):
                answer = await command()
        except (RedisError, OSError) as error:
            if self._away_until_s is None:
                _log.warning("%s do without Redis: %s", self._purpose, error)
            self._away_until_s = self._elapsed_s() + _PAUSE_S
            raise ServerAwayError from error
        if self._away_until_s is not None:
            _log.info("%s are on Redis again", self._purpose)
            self._away_until_s = None
        return answer
