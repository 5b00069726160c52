"""What the account's plan takes."""

import asyncio
import logging
from contextlib import suppress
from datetime import datetime, timedelta

from adapters.media.cloudinary.calls import CloudinaryCalls
from adapters.media.cloudinary.faults import CloudinaryFault
from application.ports.clock import Clock

_PATIENCE_S = 2.0
_ASK_AGAIN_AFTER = timedelta(minutes=10)

_log = logging.getLogger(__name__)


class PlanLimits:
    """Asks once in the life of the process, since each question counts against the plan itself.

    Uploads wait for the answer, but not for long: one that nobody knows the limits of is tried.
    """

    def __init__(self, calls: CloudinaryCalls, clock: Clock) -> None:
        self._calls = calls
        self._clock = clock
        self._asking: asyncio.Task[int | None] | None = None
        self._ask_again_at: datetime | None = None

    async def max_video_bytes(self) -> int | None:
        """Return the longest video that the plan takes, however it is sent; None if unknown."""
        if self._asking is None or self._is_to_be_repeated:
            self._ask_again_at = None
            self._asking = asyncio.create_task(self._ask())
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_S):
                return await asyncio.shield(self._asking)
        return None

    @property
    def _is_to_be_repeated(self) -> bool:
        return self._ask_again_at is not None and self._clock.now() >= self._ask_again_at

    async def _ask(self) -> int | None:
        try:
            usage = await self._calls.usage()
        except CloudinaryFault as fault:
            _log.warning("the limits of the plan are not known: %s", type(fault).__name__)
            self._ask_again_at = self._clock.now() + _ASK_AGAIN_AFTER
            return None
        limits = usage.get("media_limits")
        most = limits.get("video_max_size_bytes") if isinstance(limits, dict) else None
        return most if isinstance(most, int) and most > 0 else None
