"""Asking again, where that can do no harm."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from adapters.media.cloudinary.faults import UnavailableFault, UnknownOutcomeFault
from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator

_TRIES = 3
_FIRST_PAUSE_S = 0.5
_GROWTH = 3

Result = TypeVar("Result")


class Patience:
    """A few tries within one attempt, for what passes in a second; the rest is the platform's."""

    def __init__(self, clock: Clock, ids: IdGenerator) -> None:
        self._clock = clock
        self._ids = ids

    async def ask(self, call: Callable[[], Awaitable[Result]]) -> Result:
        """Return what `call` returns, which may be called again although it was heard.

        Raises:
            CloudinaryFault: what the last try brought.
        """
        for tried in range(_TRIES - 1):
            try:
                return await call()
            except (UnavailableFault, UnknownOutcomeFault):
                await self.wait(tried)
        return await call()

    async def wait(self, tried: int) -> None:
        """Wait before another try: longer each time, by some random share of it."""
        await self._clock.sleep(_FIRST_PAUSE_S * _GROWTH**tried * self._ids.jitter())

    def spread(self, wait_s: float) -> timedelta:
        """Return a wait of once to three times as long, so that many do not return together."""
        return timedelta(seconds=wait_s * (1 + 2 * self._ids.jitter()))

    @property
    def tries(self) -> range:
        """The numbers of the tries."""
        return range(_TRIES)

    def new_upload_id(self) -> str:
        """Return a name for a chunked upload that none has had."""
        return self._ids.new_id()
