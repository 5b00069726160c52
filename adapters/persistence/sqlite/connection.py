"""Opening a connection, with the settings that everything here relies on."""

import sqlite3
import time
from pathlib import Path

_MIN_VERSION = (3, 37, 0)
"""The first with STRICT tables. Source: https://sqlite.org/stricttables.html"""

_RETRY_S = 0.01

_READER_CACHE_KIB = 16 * 1024
"""What a reader keeps of the file at most, taken as it is read.
SQLite's own 2 MB hold what belongs to some 500 videos; beyond, every read copies pages anew."""


def connect_for_writing(path: Path, busy_timeout_s: float) -> sqlite3.Connection:
    """Open the file, making it where there is none, readable by its owner alone.

    Raises:
        sqlite3.Error, OSError: it cannot be opened, or is no database.
    """
    if sqlite3.sqlite_version_info < _MIN_VERSION:
        raise sqlite3.NotSupportedError(f"SQLite {sqlite3.sqlite_version} is too old")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    connection = _connect(path, busy_timeout_s)
    _use_write_ahead_log(connection, time.monotonic() + busy_timeout_s)
    # A commit returns when the log is on the disk, not when the system has taken it.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def connect_for_reading(path: Path, busy_timeout_s: float) -> sqlite3.Connection:
    """Open an existing file; the connection refuses to write.

    Readers wait for nobody, but for the moments in which another process repairs the log.
    """
    connection = _connect(path, busy_timeout_s)
    connection.execute("PRAGMA query_only = ON")
    connection.execute(f"PRAGMA cache_size = -{_READER_CACHE_KIB}")
    return connection


def _connect(path: Path, busy_timeout_s: float) -> sqlite3.Connection:
    return sqlite3.connect(
        path,
        timeout=busy_timeout_s,
        isolation_level=None,  # transactions begin and end where the code says so
        check_same_thread=False,  # made in one thread, then used by exactly one other
    )


def _use_write_ahead_log(connection: sqlite3.Connection, deadline: float) -> None:
    """Switch to WAL, in which readers wait for nobody.

    Several processes that start together are told `locked` at once, whatever the timeout.
    """
    while True:
        try:
            (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as exc:
            if exc.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= deadline:
                raise
            time.sleep(_RETRY_S)
        else:
            if mode != "wal":
                raise sqlite3.NotSupportedError("its file system does not do write-ahead logging")
            return
