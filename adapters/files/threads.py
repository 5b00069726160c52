"""Threads in which calls wait for a disk or for a store, so that the event loop does not."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Args = ParamSpec("Args")
Result = TypeVar("Result")


class DiskThreads:
    """A small pool of its own: what hangs must not starve what else runs in threads.

    The threads begin when they are needed and end with the object.
    """

    def __init__(self, name: str, size: int) -> None:
        self._executor = ThreadPoolExecutor(size, thread_name_prefix=name)

    async def run(
        self, call: Callable[Args, Result], *args: Args.args, **kwargs: Args.kwargs
    ) -> Result:
        """Return what `call` returns.

        A caller that is cancelled leaves only when the call is over, or will never begin: what
        the call works on may be closed or removed then.
        """
        job = self._executor.submit(call, *args, **kwargs)
        done = asyncio.wrap_future(job)
        try:
            return await asyncio.shield(done)
        except asyncio.CancelledError:
            job.cancel()
            await asyncio.wait({done})
            if not done.cancelled():
                done.exception()  # looked at, so that asyncio does not report it as forgotten
            raise
