"""What every test of the API may ask for."""

import json
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import httpx
import pytest

from entrypoints.settings import Settings
from tests.http.administrators import becomes_administrator
from tests.http.api import Account, Api, an_email, running_api
from tests.http.combinations import MEMORY, ON_EVERY_DATABASE, environment_of, settings_in
from tests.http.raw import Server
from tests.promises import ids_in, required_ids
from tests.services.environment import child_environment
from tests.services.process import free_port, is_listening, running


@pytest.fixture(scope="session")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A real server with short patience, for all tests of a combination."""
    port, folder = free_port(), tmp_path_factory.mktemp("http")
    stores = json.dumps(environment_of(request.param, folder, request))
    with running(
        [sys.executable, "-m", "tests.http.server", str(port), stores],
        is_ready=lambda: is_listening(port),
        log=folder / "server.log",
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
    """Try tests on the combinations of stores that were asked for, or that become them."""
    names = metafunc.config.getoption("stores") or _combinations_of(metafunc.definition)
    if "combination" in metafunc.fixturenames:
        metafunc.parametrize("combination", names, indirect=True)
    if "server" in metafunc.fixturenames:
        metafunc.parametrize("server", names, indirect=True, scope="session")


def _combinations_of(test: pytest.Item) -> Sequence[str]:
    """Return what the test's module names, every database for a promise's test, else memory."""
    marker = test.get_closest_marker("stores")
    if marker is None and not set(ids_in(test.name)).isdisjoint(required_ids()):
        marker = ON_EVERY_DATABASE.mark
    return marker.args if marker else [MEMORY]


@pytest.fixture
def combination(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """Settings of where records and files of the API lie."""
    return environment_of(request.param, tmp_path, request)


@pytest.fixture
def settings(combination: dict[str, str]) -> Settings:
    """The product's own limits, over the stores of the combination."""
    return settings_in(combination)


@pytest.fixture
async def api(settings: Settings) -> AsyncIterator[Api]:
    """The API with the product's own limits."""
    async with running_api(settings) as running:
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
