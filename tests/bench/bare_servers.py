"""Limits to measure beside: servers that do nothing else."""

import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx

from tests.bench.cores import give_the_first
from tests.services.environment import child_environment
from tests.services.process import free_port, is_listening, running

_OF_THE_SERVER = {b"date", b"server"}
"""Fields that it adds to whatever is answered."""


@contextlib.contextmanager
def answering(answer: httpx.Response, folder: Path) -> Iterator[tuple[int, int]]:
    """Answer everything as `answer` does, on the product's server; yield the port and process."""
    fields = [(name.lower(), value) for name, value in answer.headers.raw]
    head = [b"%b: %b\n" % field for field in fields if field[0] not in _OF_THE_SERVER]
    file = folder / "answer"
    file.write_bytes(b"".join([*head, b"\n", answer.content]))
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
