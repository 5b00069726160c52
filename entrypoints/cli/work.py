"""`worker`: the loops that work on videos, without an HTTP API."""

import asyncio
import signal

from entrypoints import event_loop
from entrypoints.container import Container
from entrypoints.lifespan import compose, opened, start_logging
from entrypoints.settings import Settings

_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def run_worker(settings: Settings) -> bool:
    """Work until a signal comes; then every claim is handed back."""
    container = compose(settings)
    start_logging(container)
    event_loop.run(_work(container))
    return True


async def _work(container: Container) -> None:
    stopping = asyncio.Event()
    for name in _STOP_SIGNALS:
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    async with opened(container, with_worker=True):
        await stopping.wait()
