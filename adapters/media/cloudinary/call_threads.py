"""Threads for calls that block until a server far away answers."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

Result = TypeVar("Result")


class CallThreads:
    """Runs at most `size` calls at once; further ones wait.

    A caller that is cancelled leaves at once: a call cannot be taken back, it ends by its timeout.
    Such a call keeps its place, and does not keep the process from ending.
    """

    def __init__(self, name: str, size: int) -> None:
        self._name = name
        self._places = asyncio.Semaphore(size)

    async def run(self, call: Callable[[], Result]) -> Result:
        """Return what `call` returns."""
        await self._places.acquire()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Result] = loop.create_future()

        def settle(note: Callable[[Any], None], outcome: object) -> None:
            self._places.release()
            if not done.done():
                note(outcome)

        def work() -> None:
            note: Callable[[Any], None] = done.set_result
            outcome: object
            try:
                outcome = call()
            except Exception as exc:  # noqa: BLE001 - it is the caller's to judge
                note, outcome = done.set_exception, exc
            with suppress(RuntimeError):  # the loop may be closed by now
                loop.call_soon_threadsafe(settle, note, outcome)

        threading.Thread(target=work, name=self._name, daemon=True).start()
        return await done
