"""Limits to measure beside: servers that do nothing else."""

import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.cores import give_the_first
from tests.services.environment import child_environment
from tests.services.process import free_port, is_listening, running


@contextlib.contextmanager
def answering(body: bytes, folder: Path) -> Iterator[tuple[int, int]]:
    """Answer everything with `body`, on the product's server; yield the port and the process."""
    file = folder / "body"
    file.write_bytes(body)
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.bare_answer", str(port), str(file)]
    with on_the_first_core(command, port, folder / "bare.log") as pid:
        yield port, pid


@contextlib.contextmanager
def on_the_first_core(command: Sequence[str], port: int, log: Path) -> Iterator[int]:
    """Run a server for as long as the block lasts; yield its process."""
    with running(
        command, is_ready=lambda: is_listening(port), log=log, environment=child_environment({})
    ) as process:
        give_the_first(process.pid)
        yield process.pid
