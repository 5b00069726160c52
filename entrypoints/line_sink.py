"""Where log lines go."""

import asyncio
import threading
from contextlib import suppress
from typing import TextIO

from entrypoints.line_forms import LineForm, Record

_WAIT_S = 0.01


class LineSink:
    """Writes records as lines; those that can wait, a hundredth of a second later and together.

    A write for each request is a call of the system around which threads take turns, and its line
    is rendered at a third of the cost among others. A process that is killed loses what waited.
    """

    def __init__(self, file: TextIO, form: LineForm) -> None:
        self._file = file
        self._form = form
        self._waiting: list[Record] = []
        self._lock = threading.Lock()
        self._flushing: asyncio.AbstractEventLoop | None = None

    def write(self, record: Record) -> None:
        """Write `record` now, behind those that wait."""
        with self._lock:
            self._waiting.append(record)
        self.flush()

    def write_soon(self, record: Record) -> None:
        """Write `record` in a moment; where no event loop runs, now."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.write(record)
            return
        with self._lock:
            # A loop that has ended flushes nothing any more.
            if self._flushing is not loop:
                self._flushing = loop
                loop.call_later(_WAIT_S, self.flush)
            self._waiting.append(record)

    def flush(self) -> None:
        """Write what waits; what the system does not take is lost, and nobody else suffers."""
        with self._lock:
            waiting, self._waiting, self._flushing = self._waiting, [], None
            if waiting:
                with suppress(OSError):
                    self._file.write(self._form.lines(waiting))
                    self._file.flush()
