"""What every test of the API may ask for."""

import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import httpx
import pytest

from entrypoints.settings import Settings, StoreSettings
from tests.http.administrators import becomes_administrator
from tests.http.api import Account, Api, an_email, running_api
from tests.http.combinations import MEMORY, empty, stores_of
from tests.http.raw import Server
from tests.services.environment import child_environment
from tests.services.process import free_port, is_listening, running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server with short patience, for the whole run."""
    port = free_port()
    with running(
        [sys.executable, "-m", "tests.http.server", str(port)],
        is_ready=lambda: is_listening(port),
        log=tmp_path_factory.mktemp("http") / "server.log",
        environment=child_environment({}),
    ):
        yield Server(port)


@pytest.fixture
def bearer(server: Server) -> str:
    """The header of somebody who is logged in to the real server."""
    body = {"name": "Ada", "email": an_email(), "password": "correct horse battery"}
    answer = httpx.post(f"{server.base_url}/api/auth/register", json=body)
    return f"Authorization: Bearer {answer.json()['accessToken']}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try tests on the combinations of stores that their module names, else in memory."""
    if "combination" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("stores")
        marker = metafunc.definition.get_closest_marker("stores")
        names = chosen or (marker.args if marker else [MEMORY])
        metafunc.parametrize("combination", names, indirect=True)


@pytest.fixture
def combination(request: pytest.FixtureRequest) -> StoreSettings:
    """Where records and files of the API lie."""
    return stores_of(request.param, request)


@pytest.fixture
async def api(combination: StoreSettings) -> AsyncIterator[Api]:
    """The API with the product's own limits."""
    async with running_api(replace(Settings.in_memory(), stores=combination)) as running:
        await empty(running.container)
        yield running


@pytest.fixture
async def ada(api: Api) -> Account:
    """Somebody who is logged in."""
    return await api.register()


@pytest.fixture
async def root(api: Api) -> Account:
    """An administrator."""
    return await becomes_administrator(api, await api.register())


@pytest.fixture
async def eve(api: Api) -> Account:
    """Somebody else."""
    return await api.register()
