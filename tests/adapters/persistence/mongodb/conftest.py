"""A database of its own for every test, opened with either driver."""

from collections.abc import AsyncIterator

import pytest

from adapters.persistence.mongodb.database import MongoDatabase

DRIVERS = ("motor", "pymongo")


@pytest.fixture(params=DRIVERS)
def driver(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
async def database(mongo_uri: str, driver: str) -> AsyncIterator[MongoDatabase]:
    async with MongoDatabase(mongo_uri, driver) as opened:
        yield opened
