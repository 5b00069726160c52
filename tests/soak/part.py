"""One process of the system, which may be killed, frozen and started again."""

import contextlib
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.services.process import running


@dataclass
class Part:
    """Runs `command` between `start` and `end`; its output goes to files in `folder`.

    Only the main thread may start it: the kernel ends a child with the thread that made it.
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
        self.starts += 1
        self._process = self._run.enter_context(
            running(
                self.command,
                is_ready=self.is_ready,
                log=self.folder / f"{self.name}-{self.starts}.log",
                environment=self.environment,
                ready_within_s=60.0,
            )
        )

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

    def _signal(self, number: signal.Signals) -> None:
        if self._process is None:
            raise RuntimeError(f"{self.name} was never started")
        self._process.send_signal(number)
