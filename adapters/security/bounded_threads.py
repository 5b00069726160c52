"""A few threads, and a queue that refuses before it grows long."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from application.errors import OverloadedError

Args = ParamSpec("Args")
Result = TypeVar("Result")


class BoundedThreads:
    """Runs at most `concurrency` calls at once, and lets at most `queue` more wait."""

    def __init__(self, name: str, *, concurrency: int, queue: int) -> None:
        self._executor = ThreadPoolExecutor(concurrency, thread_name_prefix=name)
        self._places = threading.BoundedSemaphore(concurrency + queue)

    async def run(
        self, call: Callable[Args, Result], *args: Args.args, **kwargs: Args.kwargs
    ) -> Result:
        """Return what `call` returns; a caller that is cancelled while waiting leaves the queue.

        Raises:
            OverloadedError: every place is taken.
        """
        if not self._places.acquire(blocking=False):
            raise OverloadedError
        job = self._executor.submit(call, *args, **kwargs)
        # A place is free when the work is over, which a cancelled caller does not wait for.
        job.add_done_callback(lambda _: self._places.release())
        return await asyncio.wrap_future(job)
