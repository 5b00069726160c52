"""Nobody waits for ever for an answer."""

import asyncio
import time

from entrypoints.http.exchange import Exchange


class Deadlines:
    """Gives every exchange the same time until its answer begins.

    So their times are over in the order in which they came, and one timer, for the first that
    waits when it is started, is enough for all: coming and going touch no timer.

    Attributes:
        waiting: exchanges whose time runs, oldest first; they leave it themselves.
    """

    def __init__(self, after_s: float) -> None:
        self.waiting: dict[Exchange, None] = {}
        self._after_s = after_s
        self._timer: asyncio.TimerHandle | None = None

    def set(self, exchange: Exchange) -> None:
        """Let the time of `exchange` run, from when it began."""
        self.waiting[exchange] = None
        if self._timer is None:
            self._wait_for(exchange)

    def _wait_for(self, first: Exchange) -> None:
        delay_s = max(0.0, first.began_s + self._after_s - time.monotonic())
        self._timer = asyncio.get_running_loop().call_later(delay_s, self._look)

    def _look(self) -> None:
        """End those whose time is over, and wait for the next."""
        self._timer = None
        for exchange in list(self.waiting):
            if exchange.began_s + self._after_s > time.monotonic():
                self._wait_for(exchange)
                return
            exchange.run_late()
