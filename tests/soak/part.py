"""One process of the system, which may be killed, frozen and started again."""

import contextlib
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.services.process import await_ready, begun

_READY_WITHIN_S = 60.0


@dataclass
class Part:
    """Runs `command` between `start` and `end`; its output goes to files in `folder`.

    Only the main thread may begin it: the kernel ends a child with the thread that made it.
    """

    name: str
    command: Sequence[str]
    is_ready: Callable[[], bool]
    folder: Path
    environment: Mapping[str, str] | None = None
    starts: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _run: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def start(self) -> None:
        """Run it, and wait until it is ready.

        Raises:
            RuntimeError: it ended, or was not ready in time.
        """
        self.begin()
        self.await_ready()

    def begin(self) -> None:
        """Run it."""
        self.starts += 1
        self._process = self._run.enter_context(
            begun(self.command, log=self._log, environment=self.environment)
        )

    def await_ready(self) -> None:
        """Wait until it is ready.

        Raises:
            RuntimeError: it ended, or was not ready in time.
        """
        try:
            await_ready(self._begun, self.is_ready, self._log, _READY_WITHIN_S)
        except RuntimeError:
            self.end()
            raise

    def kill(self) -> None:
        """End it as a power cut would."""
        self._signal(signal.SIGKILL)
        self.end()

    def end(self) -> None:
        """Ask it to end, and see to it that it does; one that has ended is left alone."""
        self._run.close()

    def revive(self) -> None:
        """Start it if it has ended by itself, as the supervisor of a deployment does."""
        if self._process is not None and self._process.poll() is not None:
            self._run.close()
            self.start()

    def freeze(self) -> None:
        """Let it stand still; its connections stay open."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    @property
    def _log(self) -> Path:
        return self.folder / f"{self.name}-{self.starts}.log"

    @property
    def _begun(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError(f"{self.name} was never started")
        return self._process

    def _signal(self, number: signal.Signals) -> None:
        self._begun.send_signal(number)
