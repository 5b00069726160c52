"""Where log lines go."""

import asyncio
import threading
from typing import TextIO


class LineSink:
    """Writes lines; those that can wait, at the end of the event loop's turn, in one piece.

    A write for each request is a call of the system that other threads take turns around, and cost
    more than the rest of the line. A process that is killed loses what was told in its last turn.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._waiting: list[str] = []
        self._lock = threading.Lock()

    def write(self, line: str) -> None:
        """Write `line` now, behind those that wait."""
        with self._lock:
            self._waiting.append(line)
        self.flush()

    def write_soon(self, line: str) -> None:
        """Write `line` before this turn of the loop is over; without a loop, now."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.write(line)
            return
        with self._lock:
            if not self._waiting:
                loop.call_soon(self.flush)
            self._waiting.append(line)

    def flush(self) -> None:
        """Write what waits."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
            if waiting:
                self._file.write("\n".join([*waiting, ""]))
                self._file.flush()
