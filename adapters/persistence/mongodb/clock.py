"""The server's clock, as every process that shares the records reads it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.persistence.mongodb.database import MongoDatabase
from application.ports.clock import Clock

_DRIFT = 0.001
"""How much less a reading is worth with every second of its age; real clocks drift far less."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """At `at_s` of the monotonic clock it was `now`, give or take `doubt_s`."""

    now: datetime
    at_s: float
    doubt_s: float

    def doubt_at(self, at_s: float) -> float:
        return self.doubt_s + (at_s - self.at_s) * _DRIFT


class MongoClock(Clock):
    """Tells the time of the primary: asked for it now and then, counted on in between.

    In between counts the monotonic clock of this machine, so that neither a wrong wall clock nor
    one that jumps is noticed by anything that leases or expires.
    What is asked is known to half of the round trip; of two readings the surer one counts.
    Until the first it tells the time of `local`.
    """

    def __init__(
        self,
        database: MongoDatabase,
        local: Clock,
        elapsed_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._local = local
        self._elapsed_s = elapsed_s
        self._reading: _Reading | None = None

    async def measure(self) -> None:
        """Read the server's clock.

        Raises:
            StoreUnavailableError: the server does not answer.
        """
        asked_at_s = self._elapsed_s()
        told = await self._database.server_time()
        at_s = self._elapsed_s()
        half_s = (at_s - asked_at_s) / 2
        known = self._reading
        if known is None or half_s <= known.doubt_at(at_s):
            self._reading = _Reading(told + timedelta(seconds=half_s), at_s, half_s)

    def now(self) -> datetime:
        known = self._reading
        if known is None:
            return self._local.now()
        now = known.now + timedelta(seconds=self._elapsed_s() - known.at_s)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    async def sleep(self, seconds: float) -> None:
        await self._local.sleep(seconds)
