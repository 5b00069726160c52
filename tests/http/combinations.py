"""The combinations of stores that the API is tried on."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from adapters.persistence.mongodb.indexes import INDEXES
from entrypoints.container import Container
from entrypoints.read_stores import read_stores
from entrypoints.setting_reader import SettingReader
from entrypoints.settings import StoreSettings
from tests.services.s3 import a_bucket

MEMORY = "memory"
ON_EVERY_DATABASE = pytest.mark.stores("SQLite", "MongoDB")
ON_EVERY_STORE = pytest.mark.stores(MEMORY, "SQLite", "MongoDB, Redis", "MongoDB, Redis, S3")


def environment_of(
    combination: str, folder: Path, request: pytest.FixtureRequest
) -> dict[str, str]:
    """Return the settings of where records and files are kept; servers run from here on.

    Args:
        combination: one of those above; `MEMORY` has no settings.
        folder: where what needs no server is kept.
        request: of any scope.
    """
    if combination == MEMORY:
        return {}
    environment = {"DATA_DIR": str(folder / "var")}
    if "MongoDB" in combination:
        environment["MONGO_URI"] = request.getfixturevalue("emptied_mongo_uri")
        environment["MONGO_DRIVER"] = "pymongo"
    if "Redis" in combination:
        environment["REDIS_URL"] = request.getfixturevalue("redis_url")
    if "S3" in combination:
        environment |= a_bucket(request.getfixturevalue("s3_server")).settings
    return environment


def stores_in(environment: Mapping[str, str]) -> StoreSettings:
    """Return where an environment of `environment_of` says that records and files are kept."""
    return read_stores(SettingReader(environment)) if environment else StoreSettings(in_memory=True)


async def empty(container: Container) -> None:
    """Remove what earlier tests left on servers; making new databases would take longer."""
    stores = container.settings().stores
    if stores.records == "mongodb":
        mongodb = container.database()
        await asyncio.gather(*(mongodb.collection(name).delete({}) for name in INDEXES))
    if stores.shared == "redis":
        redis = container.shared.connection()
        await redis.delete("nothing", *await redis.keys("streaming-platform:uses:*"))
