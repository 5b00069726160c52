"""The file, and the three ways to work on it."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self, TypeVar

from adapters.persistence.sqlite.connection import connect_for_reading, connect_for_writing
from adapters.persistence.sqlite.errors import translated
from adapters.persistence.sqlite.schema import migrate
from adapters.persistence.sqlite.turn_reader import TurnReader
from adapters.persistence.sqlite.writer import Writer
from application.errors import StoreUnavailableError

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]

_INLINE_BUSY_S = 0.1
"""How long a read may hold the event loop while another process repairs the log."""


class SqliteDatabase:
    """One file, shared by all repositories of a process; made closed, used when open.

    Every way of working raises StorageFullError or StoreUnavailableError where SQLite fails.
    """

    def __init__(self, path: Path, timeout_s: float = 10.0) -> None:
        """Name the file.

        Args:
            path: where it is or will be; folders are made.
            timeout_s: how long to wait for another process that writes.
        """
        self._path = path
        self._timeout_s = timeout_s
        self._parts: _Open | None = None

    async def open(self) -> None:
        """Open the file, making or migrating it.

        Raises:
            StoreUnavailableError: it cannot be opened; the message, for the operator, says why.
        """
        try:
            self._parts = await asyncio.to_thread(_Open, self._path, self._timeout_s)
        except (sqlite3.Error, OSError) as exc:
            message = f"The database {self._path} cannot be opened: {exc}."
            raise StoreUnavailableError(message) from exc

    async def close(self) -> None:
        """Finish what was begun, and close the file; repeated, it changes nothing."""
        parts, self._parts = self._parts, None
        if parts is not None:
            parts.reader.end_turn()
            await asyncio.to_thread(parts.close)

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def read(self, work: Work[Result]) -> Result:
        """Run a read of microseconds here and now: a thread would cost more than it does.

        `work` fetches all its rows, since a statement left open keeps the log from shrinking.
        """
        try:
            return work(self._require_open().reader.lend())
        except sqlite3.Error as exc:
            raise translated(exc) from exc

    def data_version(self) -> int:
        """Return a number that is another as soon as anybody, in whatever process, has committed.

        Source: https://www.sqlite.org/pragma.html#pragma_data_version
        """
        try:
            return self._require_open().reader.data_version()
        except sqlite3.Error as exc:
            raise translated(exc) from exc

    async def scan(self, work: Work[Result]) -> Result:
        """Run a read that looks at many rows, in a thread of its own; one at a time."""
        parts = self._require_open()
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(parts.scanner_thread, work, parts.scanner)
        except sqlite3.Error as exc:
            raise translated(exc) from exc

    async def write(self, work: Work[Result]) -> Result:
        """Run `work` in a transaction that no other writer shares, and return when it is durable.

        What `work` reads is what it may rely on until it ends.
        What it raises undoes it, and reaches the caller.
        """
        return await asyncio.wrap_future(self._require_open().writer.submit(work))

    def _require_open(self) -> "_Open":
        if self._parts is None:
            raise StoreUnavailableError
        return self._parts


class _Open:
    """The connections and threads of an open file."""

    def __init__(self, path: Path, timeout_s: float) -> None:
        connection = connect_for_writing(path, timeout_s)
        try:
            migrate(connection)
            self.reader = TurnReader(connect_for_reading(path, _INLINE_BUSY_S))
            self.scanner = connect_for_reading(path, timeout_s)
        except sqlite3.Error:
            connection.close()
            raise
        self.scanner_thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite-scanner")
        self.writer = Writer(connection)

    def close(self) -> None:
        self.reader.close()
        self.scanner_thread.shutdown()
        self.scanner.close()
        # Last, because the last connection to close empties the log into the file.
        self.writer.close()
