"""Opening the parts of the platform in order, and closing them in reverse."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from application.app import Application
from application.errors import ServiceUnavailableError
from entrypoints.container import Container
from entrypoints.dispatcher import Dispatcher
from entrypoints.logs import configure_logging
from entrypoints.secret_file import load_or_create_secret
from entrypoints.settings import Settings
from entrypoints.start_error import StartError
from entrypoints.worker import Worker, repeat

_CLOCK_INTERVAL_S = 10.0
_REVOCATIONS_INTERVAL_S = 1.0
_EVENTS_INTERVAL_S = 0.25
"""Half of the time in which events of other processes are to reach who follows them here."""


def compose(settings: Settings) -> Container:
    """Return the container for `settings`, with the generated secret where none is set.

    Raises:
        StartError: the data folder cannot be written, or a program is missing.
    """
    if settings.stores.in_memory:
        return Container(settings=settings)
    data_dir = settings.stores.data_dir
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not settings.tokens.secret:
            secret = load_or_create_secret(data_dir / "jwt_secret")
            settings = replace(settings, tokens=replace(settings.tokens, secret=secret))
    except OSError as error:
        message = f"DATA_DIR is {str(data_dir)!r}, which cannot be written: {error.strerror}"
        raise StartError(message) from error
    return Container(settings=settings)


def start_logging(container: Container) -> None:
    """Send this process's log lines where and how the settings say."""
    server = container.settings().server
    configure_logging(as_json=server.logs_json, zone=server.log_zone, now=container.clock().now)


@dataclass(frozen=True, slots=True)
class Opened:
    """The open platform.

    `stop_working` ends event streams, and has the worker of this process, if any, hand back its
    claims at once, while requests are still being answered.
    """

    application: Application
    stop_working: Callable[[], object]


@asynccontextmanager
async def opened(container: Container, *, with_worker: bool) -> AsyncIterator[Opened]:
    """Open everything that `container` composes, and close it in reverse.

    Raises:
        StartError: a part does not open.
    """
    application = container.application()
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(container.observing.collector())
        await _open_database(container, stack)
        await stack.enter_async_context(container.shared.connection())
        await stack.enter_async_context(container.engines.connection())
        revocations = container.revocations()
        await revocations.refresh()
        signals = container.event_signals()
        for refresh, interval_s in (
            *((measure, _CLOCK_INTERVAL_S) for measure in container.clock_measures()),
            (revocations.refresh, _REVOCATIONS_INTERVAL_S),
            (signals.refresh, _EVENTS_INTERVAL_S),
        ):
            await stack.enter_async_context(_running(repeat(refresh, interval_s)))
        for listen in container.shared.listening():
            await stack.enter_async_context(_running(listen()))
        loops = [make_worker(container).run(), Dispatcher(application).run()] if with_worker else []
        stops = [await stack.enter_async_context(_running(loop)) for loop in loops]

        def stop_working() -> None:
            signals.close()
            for stop in stops:
                stop()

        yield Opened(application, stop_working)


def make_worker(container: Container) -> Worker:
    """Return this process's worker."""
    jobs = container.settings().jobs
    return Worker(
        application=container.application(),
        wake_ups=container.jobs(),
        name=container.presence().name,
        concurrency=jobs.concurrency,
        reconcile_interval=jobs.reconcile_interval,
    )


async def _open_database(container: Container, stack: AsyncExitStack) -> None:
    stores = container.settings().stores
    try:
        await stack.enter_async_context(container.database())
        for measure in container.clock_measures():
            await measure()
    except ServiceUnavailableError as error:
        name = "MONGO_URI" if stores.mongo_uri else "DATA_DIR"
        raise StartError(f"{name}: the database cannot be opened. {error}") from error


@asynccontextmanager
async def _running(loop: Coroutine[Any, Any, None]) -> AsyncIterator[Callable[[], object]]:
    """Run `loop` beside the block, end it with the block, and yield what ends it earlier."""
    task = asyncio.create_task(loop)
    try:
        yield task.cancel
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
