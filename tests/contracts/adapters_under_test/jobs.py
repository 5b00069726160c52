"""Wake-ups for workers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from adapters.jobs.in_process import InProcessJobQueue
from application.ports.job_queue import JobQueue
from tests.contracts.adapters_under_test.table import Adapter, Table


@asynccontextmanager
async def _in_process(_: pytest.FixtureRequest) -> AsyncIterator[JobQueue]:
    yield InProcessJobQueue(slots=1)


JOB_QUEUES: Table[JobQueue] = {"in process": Adapter(InProcessJobQueue, _in_process)}
