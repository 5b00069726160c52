"""Where log lines go."""

import asyncio
import threading
from collections import deque
from contextlib import suppress
from typing import TextIO

from entrypoints.line_forms import FixedRecord, LineForm, Record

_WAIT_S = 0.01


class LineSink:
    """Writes records as lines; those that can wait, a hundredth of a second later and together.

    A write for each request is a call of the system around which threads take turns. A process that
    is killed loses what waited.
    """

    def __init__(self, file: TextIO, form: LineForm) -> None:
        self._file = file
        self._form = form
        self._waiting: deque[Record | FixedRecord] = deque()
        self._writing = threading.Lock()
        self._due_on: asyncio.AbstractEventLoop | None = None

    def write(self, record: Record | FixedRecord) -> None:
        """Write `record` now, behind those that wait."""
        self._waiting.append(record)
        self.flush()

    def write_soon(self, record: Record | FixedRecord) -> None:
        """Write `record` in a moment; where no event loop runs, now."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.write(record)
            return
        self._waiting.append(record)
        # A loop that has ended flushes nothing any more.
        if self._due_on is not loop:
            self._due_on = loop
            loop.call_later(_WAIT_S, self._flush_in_time)

    def flush(self) -> None:
        """Write what waits; what the system does not take is lost, and nobody else suffers."""
        with self._writing:
            records = [self._waiting.popleft() for _ in range(len(self._waiting))]
            if records:
                with suppress(OSError):
                    self._file.write(self._form.lines(records))
                    self._file.flush()

    def _flush_in_time(self) -> None:
        self._due_on = None
        self.flush()
