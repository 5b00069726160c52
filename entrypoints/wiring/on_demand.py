"""The parts of the container whose technology only some settings ask for.

Each is imported when it is asked for: PyMongo, Motor, SAQ and obstore together would double the
time of a start and its memory, in a process that uses none of them.
"""

from dependency_injector import containers

from adapters.events.in_process import InProcessEventSignals
from adapters.files.borrowing import BorrowedFiles
from adapters.limits.in_process import InProcessRateLimits
from application.ports.clock import Clock
from entrypoints.settings import StoreSettings, TraceSettings


def records(stores: StoreSettings, host_clock: Clock) -> containers.Container:
    """Return the repositories that `stores` names; all kinds have providers of the same names."""
    match stores.records:
        case "memory":
            from entrypoints.wiring.memory_records import MemoryRecords

            return MemoryRecords(stores=stores, host_clock=host_clock)
        case "sqlite":
            from entrypoints.wiring.sqlite_records import SqliteRecords

            return SqliteRecords(stores=stores, host_clock=host_clock)
        case _:
            from entrypoints.wiring.mongodb_records import MongoRecords

            return MongoRecords(stores=stores, host_clock=host_clock)


def s3_files(stores: StoreSettings, borrowed: BorrowedFiles) -> containers.Container:
    """Return what keeps files in S3-compatible stores."""
    from entrypoints.wiring.s3_files import S3Files

    return S3Files(stores=stores, borrowed=borrowed)


def redis_state(
    stores: StoreSettings, limits: InProcessRateLimits, signals: InProcessEventSignals
) -> containers.Container:
    """Return what processes share on Redis; the others work for this process while it is away."""
    from entrypoints.wiring.redis_state import RedisState

    return RedisState(stores=stores, local_limits=limits, local_signals=signals)


def tracing(settings: TraceSettings) -> containers.Container:
    """Return what sends traces."""
    from entrypoints.wiring.tracing import Tracing

    return Tracing(settings=settings)
