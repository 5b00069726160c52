"""Uploads in parts, which must follow on from each other."""

import re
import threading
from dataclasses import dataclass
from pathlib import Path

from tests.services.cloudinary.core import Core
from tests.services.cloudinary.exchange import Call, RefusedError

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(-?\d+)")


@dataclass
class _Run:
    path: Path
    received_bytes: int = 0
    last: tuple[int, int] = (-1, -1)


class Chunks:
    """Half-sent files by `X-Unique-Upload-Id`; a finished one is forgotten."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._runs: dict[str, _Run] = {}
        self._lock = threading.Lock()

    def add(self, call: Call, chunk: bytes) -> tuple[int, Path | None]:
        """Take a chunk; return the bytes received so far, and the file when it is whole.

        The chunk received last may come again: its answer may have been lost.

        Raises:
            RefusedError: it does not follow on, or is too short and not the last.
        """
        upload_id = call.headers.get("X-Unique-Upload-Id", "")
        if not upload_id:
            raise RefusedError(400, "Missing required parameter - public_id")
        found = _RANGE.fullmatch(call.headers.get("Content-Range", ""))
        if found is None:
            raise RefusedError(400, "Invalid Content-Range")
        first, last, total = map(int, found.groups())
        is_last = last + 1 == total
        if last - first + 1 != len(chunk) or (total != -1 and last >= total):
            raise RefusedError(400, "Content-Range does not match the chunk")
        if not is_last and len(chunk) < self._core.plan.chunk_bytes:
            raise RefusedError(400, "All parts except EOF-chunk must be larger than 5mb")
        with self._lock:
            run = self._runs.setdefault(upload_id, _Run(self._core.place() / "original"))
            if (first, last) != run.last:
                if first != run.received_bytes:
                    raise RefusedError(400, f"Chunk begins at {first}, not {run.received_bytes}")
                with run.path.open("ab") as file:
                    file.write(chunk)
                run.received_bytes, run.last = last + 1, (first, last)
            if is_last:
                del self._runs[upload_id]
            return run.received_bytes, run.path if is_last else None

    @property
    def open_runs(self) -> int:
        """How many files are half sent."""
        return len(self._runs)
