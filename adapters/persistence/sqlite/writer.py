"""The one thread that writes, since SQLite takes one writer at a time."""

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from adapters.persistence.sqlite.errors import translated
from application.errors import StoreUnavailableError

Result = TypeVar("Result")

_MAX_TOGETHER = 64
"""Bounds how long the first of a batch waits for the last."""


class Writer:
    """Runs writes one after another; those that wait at the same time share one commit.

    A commit costs one flush of the disk, whatever it holds.
    Each write has a savepoint of its own: one that raises takes back nothing but itself.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._queue: SimpleQueue[_Write[Any] | None] = SimpleQueue()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="sqlite-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[sqlite3.Connection], Result]) -> Future[Result]:
        """Run `work` in a transaction; the future ends when it is on the disk, or undone.

        Raises:
            StoreUnavailableError: the writer is closed.
        """
        if self._is_closed:
            raise StoreUnavailableError
        write = _Write(work)
        self._queue.put(write)
        return write.future

    def close(self) -> None:
        """Do what was submitted, then end the thread and close the connection."""
        self._is_closed = True
        self._queue.put(None)
        self._thread.join()
        self._connection.close()

    def _run(self) -> None:
        goes_on = True
        while goes_on:
            taken = [self._queue.get()]
            try:
                while len(taken) < _MAX_TOGETHER:
                    taken.append(self._queue.get_nowait())
            except Empty:
                pass
            goes_on = None not in taken
            self._commit([write for write in taken if write is not None and write.begin()])

    def _commit(self, batch: list["_Write[Any]"]) -> None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for write in batch:
                write.run(self._connection)
            self._connection.execute("COMMIT")
        except sqlite3.Error as exc:
            for write in batch:
                write.future.set_exception(translated(exc))
            # The thread has to live on; SQLite rolls back by itself where we cannot.
            with suppress(sqlite3.Error):
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
        else:
            for write in batch:
                write.settle()


class _Write(Generic[Result]):
    """One write, and what became of it."""

    def __init__(self, work: Callable[[sqlite3.Connection], Result]) -> None:
        self.future: Future[Result] = Future()
        self._work = work
        self._settle: Callable[[], None] | None = None

    def begin(self) -> bool:
        """Tell whether anybody still waits for it; from here on it cannot be cancelled."""
        return self.future.set_running_or_notify_cancel()

    def run(self, connection: sqlite3.Connection) -> None:
        """Do the work inside the present transaction, and keep its outcome.

        Raises:
            sqlite3.Error: SQLite gave up the whole transaction.
        """
        connection.execute("SAVEPOINT one_write")
        try:
            result = self._work(connection)
        except BaseException as exc:  # whatever it is, the thread must go on serving the others
            if not connection.in_transaction:
                raise
            connection.execute("ROLLBACK TO one_write")
            error = translated(exc) if isinstance(exc, sqlite3.Error) else exc
            self._settle = lambda: self.future.set_exception(error)
        else:
            self._settle = lambda: self.future.set_result(result)
        connection.execute("RELEASE one_write")

    def settle(self) -> None:
        """Tell the outcome to whoever waits."""
        if self._settle is not None:
            self._settle()
