"""SQLite's errors in the words of the application."""

import sqlite3

from application.errors import StorageFullError, StoreUnavailableError
from domain.errors import PlatformError

_NO_ROOM = frozenset(
    {
        "SQLITE_FULL",
        "SQLITE_IOERR_SHMSIZE",  # the index of the write-ahead log could not grow
    }
)


def translated(exc: sqlite3.Error) -> PlatformError:
    """Return what callers are told, caused by `exc`: no room, or no answer."""
    name = getattr(exc, "sqlite_errorname", "")  # absent where Python itself found the fault
    error = StorageFullError() if name in _NO_ROOM else StoreUnavailableError()
    error.__cause__ = exc
    return error
