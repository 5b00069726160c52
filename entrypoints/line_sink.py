"""Where log lines go."""

import asyncio
import threading
from contextlib import suppress
from typing import TextIO

_WAIT_S = 0.01


class LineSink:
    """Writes lines; those that can wait, a hundredth of a second later and in one piece.

    A write for each request is a call of the system around which threads take turns, and costs as
    much as the rest of the line. A process that is killed loses what waited.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._waiting: list[str] = []
        self._lock = threading.Lock()
        self._flushing: asyncio.AbstractEventLoop | None = None

    def write(self, line: str) -> None:
        """Write `line` now, behind those that wait."""
        with self._lock:
            self._waiting.append(line)
        self.flush()

    def write_soon(self, line: str) -> None:
        """Write `line` in a moment; where no event loop runs, now."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.write(line)
            return
        with self._lock:
            # A loop that has ended flushes nothing any more.
            if self._flushing is not loop:
                self._flushing = loop
                loop.call_later(_WAIT_S, self.flush)
            self._waiting.append(line)

    def flush(self) -> None:
        """Write what waits; what the system does not take is lost, and nobody else suffers."""
        with self._lock:
            waiting, self._waiting, self._flushing = self._waiting, [], None
            if waiting:
                with suppress(OSError):
                    self._file.write("\n".join([*waiting, ""]))
                    self._file.flush()
