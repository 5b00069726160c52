"""Reads of one turn of the event loop, in one transaction."""

import asyncio
import sqlite3


class TurnReader:
    """Lends a connection whose transaction ends with the turn of the loop in which it was lent.

    By itself, every statement locks the file and lets go of it, by two calls of the system that
    take nearly as long as finding a row.
    In a transaction they are made once for all requests of a turn.

    Why what is read is as current as without: the loop runs what is ready in the order in which it
    became so, and the end of the transaction becomes ready before it begins.
    A request that comes after a later commit was acknowledged, or whoever awaited that commit here,
    goes on after that end.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        # One cursor for ever: making one takes as long as the answer.
        self._watcher = connection.cursor()
        self._turn_of: asyncio.AbstractEventLoop | None = None

    def lend(self) -> sqlite3.Connection:
        """Return the connection, for this turn."""
        loop = asyncio.get_running_loop()
        if self._turn_of is not loop:
            # A loop that was left for good has not ended its turn.
            self.end_turn()
            loop.call_soon(self.end_turn)
            self._connection.execute("BEGIN")
            self._turn_of = loop
        return self._connection

    def data_version(self) -> int:
        """Return a number that is another as soon as anybody, in whatever process, has committed.

        Source: https://www.sqlite.org/pragma.html#pragma_data_version
        """
        (version,) = self._watcher.execute("PRAGMA data_version").fetchone()
        return int(version)

    def end_turn(self) -> None:
        """End the transaction, where one is under way."""
        if self._turn_of is not None:
            self._turn_of = None
            # A fault may have ended it.
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the connection; it is lent no more."""
        self._connection.close()
