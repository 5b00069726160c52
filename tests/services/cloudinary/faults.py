"""What goes wrong on command."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto


class Way(Enum):
    """How a call ends: with an error, late, with a reset connection, or in silence."""

    ANSWER = auto()
    LATE = auto()
    RESET = auto()
    SILENCE = auto()


@dataclass(frozen=True)
class Fault:
    """One call gone wrong; `after_work` says that it did what was asked, and only the answer lies.

    `pause_s` is how late the answer comes that is late.
    """

    way: Way = Way.ANSWER
    status: int = 503
    body: bytes = b'{"error": {"message": "Temporarily unavailable"}}'
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    after_work: bool = False
    pause_s: float = 0.0


LOST_ANSWER = Fault(Way.RESET, after_work=True)
RESET = Fault(Way.RESET)
SILENCE = Fault(Way.SILENCE)
HTML_ERROR = Fault(status=502, body=b"<html>Bad Gateway</html>", headers={})


def late(pause_s: float) -> Fault:
    """Return no fault at all, but an answer that lets somebody wait."""
    return Fault(Way.LATE, after_work=True, pause_s=pause_s)


def told(status: int, message: str, **headers: str) -> Fault:
    """Return an error as Cloudinary words it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = f'{{"error": {{"message": "{message}"}}}}'.encode()
    return Fault(status=status, body=body, headers={"Content-Type": "application/json", **named})


class Faults:
    """Faults waiting for calls of a kind: `upload`, `chunk`, `explicit`, `destroy`, `resource` …"""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Fault | None]] = {}
        self._lock = threading.Lock()

    def add(self, kind: str, fault: Fault, *, times: int = 1, after: int = 0) -> None:
        """Let the next `times` calls of `kind` go wrong, once `after` more have gone well."""
        with self._lock:
            waiting = self._waiting.setdefault(kind, [])
            waiting += [None] * after + [fault] * times

    def clear(self) -> None:
        """Let everything go well from here on."""
        with self._lock:
            self._waiting.clear()

    def take(self, kind: str) -> Fault | None:
        """Return what is to go wrong with this call."""
        with self._lock:
            waiting = self._waiting.get(kind)
            return waiting.pop(0) if waiting else None
