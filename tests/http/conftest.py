"""What every test of the API may ask for."""

from collections.abc import AsyncIterator

import pytest

from tests.http.api import Account, Api, running_api


@pytest.fixture
async def api() -> AsyncIterator[Api]:
    """The API with the product's own limits."""
    async with running_api() as running:
        yield running


@pytest.fixture
async def ada(api: Api) -> Account:
    """Somebody who is logged in."""
    return await api.register()


@pytest.fixture
async def eve(api: Api) -> Account:
    """Somebody else."""
    return await api.register()
