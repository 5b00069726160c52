"""The product as a process of its own, on a port and a data folder of its own."""

import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.files_below import files_below
from tests.services.environment import child_environment
from tests.services.process import free_port, running

_ANY_RATE = {"RATE_LIMIT_AUTH": "10000/1m", "RATE_LIMIT_API": "100000/1m"}
"""Stories register many people from one address, and look at their videos all the time."""


@dataclass
class Product:
    """One installation; it may be started and killed again and again.

    `settings` choose stores and engine; SQLite, a local folder and ffmpeg where they are empty.
    `program` is the module that serves.
    """

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    starts: int = 0
    program: str = "entrypoints"

    @property
    def base_url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def data_dir(self) -> Path:
        """Where it keeps what is not in a database server."""
        return self.folder / "var"

    @property
    def environment(self) -> dict[str, str]:
        """Its settings, and nothing of ours."""
        own = {"PORT": str(self.port), "DATA_DIR": str(self.data_dir), "MIN_FREE_BYTES": "0"}
        return child_environment(own | _ANY_RATE | dict(self.settings))

    @contextlib.contextmanager
    def serving(self, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
        """Serve for as long as the block lasts; the process may be killed within."""
        self.starts += 1
        with running(
            [sys.executable, "-m", self.program, "serve"],
            is_ready=self.is_ready,
            log=self.folder / f"serve-{self.starts}.log",
            environment=self.environment | settings,
        ) as process:
            yield process

    @contextlib.contextmanager
    def working(self, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run a worker, and no API, for as long as the block lasts."""
        self.starts += 1
        with running(
            [sys.executable, "-m", "entrypoints", "worker"],
            is_ready=lambda: True,  # it waits for work, and has nobody to tell
            log=self.folder / f"work-{self.starts}.log",
            environment=self.environment | settings,
        ) as process:
            yield process

    def is_ready(self) -> bool:
        """Tell whether it says so."""
        try:
            return httpx.get(f"{self.base_url}/health/ready").status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def logs(self) -> str:
        """Return everything that it ever logged."""
        return "".join(path.read_text() for path in sorted(self.folder.glob("serve-*.log")))

    def temporary_files(self) -> list[Path]:
        """Return what lies where only unfinished work may lie."""
        return [*files_below(self.data_dir / "staging"), *files_below(self.data_dir / "scratch")]


def kill(process: subprocess.Popen[bytes]) -> None:
    """End the process as a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def peak_bytes(process: subprocess.Popen[bytes]) -> int:
    """Return the most memory that the process ever had, on Linux."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024
