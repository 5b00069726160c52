"""Time and randomness, the doubles that tests hold in their hand among them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import timedelta

import pytest

from adapters.persistence.mongodb.clock import MongoClock
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIdGenerator
from adapters.system.log_context import LogContext
from adapters.system.processes import HostProcesses
from application.ports.clock import Clock
from application.ports.id_generator import IdGenerator
from application.ports.request_context import RequestContext
from application.ports.worker_presence import WorkerPresence
from tests.contracts.adapters_under_test.persistence import in_memory, on_mongodb
from tests.contracts.adapters_under_test.table import Adapter, Table
from tests.doubles.clock import ManualClock
from tests.doubles.ids import SequentialIdGenerator


@asynccontextmanager
async def _system_clock(_: pytest.FixtureRequest) -> AsyncIterator[Clock]:
    yield SystemClock()


@asynccontextmanager
async def _measured(request: pytest.FixtureRequest) -> AsyncIterator[Clock]:
    opened = on_mongodb("motor", lambda database: MongoClock(database, SystemClock()))
    async with opened(request) as clock:
        await clock.measure()
        yield clock


@asynccontextmanager
async def _manual_clock(_: pytest.FixtureRequest) -> AsyncIterator[Clock]:
    """Lend a clock that goes on by itself while somebody sleeps."""
    clock = ManualClock()

    async def go_on() -> None:
        while True:
            await asyncio.sleep(0)
            if clock.sleepers:
                clock.advance(timedelta(milliseconds=1))

    going = asyncio.create_task(go_on())
    yield clock
    going.cancel()


@asynccontextmanager
async def _system_ids(_: pytest.FixtureRequest) -> AsyncIterator[IdGenerator]:
    yield SystemIdGenerator(SystemClock())


@asynccontextmanager
async def _sequential_ids(_: pytest.FixtureRequest) -> AsyncIterator[IdGenerator]:
    yield SequentialIdGenerator()


@asynccontextmanager
async def _host_processes(_: pytest.FixtureRequest) -> AsyncIterator[WorkerPresence]:
    yield HostProcesses()


CLOCKS: Table[Clock] = {
    "system": Adapter(SystemClock, _system_clock),
    "mongodb": Adapter(MongoClock, _measured),
    "manual": Adapter(ManualClock, _manual_clock),
}
ID_GENERATORS: Table[IdGenerator] = {
    "system": Adapter(SystemIdGenerator, _system_ids),
    "sequential": Adapter(SequentialIdGenerator, _sequential_ids),
}


def _log_context() -> RequestContext:
    return LogContext(ContextVar("request", default=None))


REQUEST_CONTEXTS: Table[RequestContext] = {"log": Adapter(LogContext, in_memory(_log_context))}
WORKER_PRESENCES: Table[WorkerPresence] = {
    "host": Adapter(HostProcesses, _host_processes),
}
