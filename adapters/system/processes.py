"""Workers as processes of this machine."""

import os
import socket
from contextlib import suppress
from pathlib import Path

from application.ports.worker_presence import WorkerPresence

_UNKNOWN = "unknown"
_START_TIME_FIELD = 19
"""Of the fields behind the command's name. Source: proc_pid_stat(5), field 22 (starttime)."""


class HostProcesses(WorkerPresence):
    """A name is `host/boot/namespace/process id/start time`: ids return, start times do not.

    The namespace keeps containers of one host apart, which count their processes each from one.
    """

    def __init__(self, proc: Path = Path("/proc")) -> None:
        self._proc = proc
        self._host = f"{socket.gethostname()}/{self._boot_id()}/{self._namespace()}"
        self._name = f"{self._host}/{os.getpid()}/{self._start_time(os.getpid())}"

    @property
    def name(self) -> str:
        return self._name

    def is_gone(self, worker: str) -> bool:
        host, _, process = worker.rpartition("/")
        host, _, process_id = host.rpartition("/")
        if host != self._host or not process_id.isdecimal():
            return False
        if not _exists(int(process_id)):
            return True
        started, found = process.partition(":")[0], self._start_time(int(process_id))
        return _UNKNOWN not in {started, found} and started != found

    def _boot_id(self) -> str:
        with suppress(OSError):
            return (self._proc / "sys/kernel/random/boot_id").read_text().strip()
        return "boot"

    def _namespace(self) -> str:
        with suppress(OSError):
            return str((self._proc / "self/ns/pid").stat().st_ino)
        return "namespace"

    def _start_time(self, process_id: int) -> str:
        with suppress(OSError, IndexError):
            stat = (self._proc / str(process_id) / "stat").read_text()
            return stat.rpartition(")")[2].split()[_START_TIME_FIELD]
        return _UNKNOWN


def _exists(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
