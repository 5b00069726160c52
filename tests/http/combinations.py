"""The combinations of stores, and of a hosted engine, that the API is tried on."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.persistence.mongodb.indexes import INDEXES
from entrypoints.container import Container
from entrypoints.read_limits import read_media
from entrypoints.read_stores import read_stores
from entrypoints.setting_reader import SettingReader
from entrypoints.settings import Settings
from tests.services.s3 import a_bucket

MEMORY = "memory"
ON_EVERY_DATABASE = pytest.mark.stores("SQLite", "MongoDB")
ON_EVERY_STORE = pytest.mark.stores(MEMORY, "SQLite", "MongoDB, Redis", "MongoDB, Redis, S3")


def environment_of(
    combination: str, folder: Path, request: pytest.FixtureRequest
) -> dict[str, str]:
    """Return the settings of where records and files are kept; servers run from here on.

    Args:
        combination: one of those above, with `, Cloudinary` for the hosted engine; `MEMORY` has
            no settings.
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
    if "Cloudinary" in combination:
        environment |= request.getfixturevalue("cloudinary_for_all").environment
    return environment


def settings_in(environment: Mapping[str, str]) -> Settings:
    """Return the product's own settings, over the stores that `environment_of` chose.

    Nothing is encoded: the engine is in memory, unless it is Cloudinary.
    """
    settings = Settings.in_memory()
    if not environment:
        return settings
    reader = SettingReader(environment)
    media = read_media(reader)
    return replace(
        settings,
        stores=read_stores(reader),
        media=settings.media if media.cloudinary is None else media,
    )


async def empty(container: Container) -> None:
    """Remove what earlier tests left on servers; making new databases would take longer."""
    stores = container.settings().stores
    if stores.records == "mongodb":
        mongodb = container.database()
        await asyncio.gather(*(mongodb.collection(name).delete({}) for name in INDEXES))
    if stores.shared == "redis":
        redis = container.shared.connection()
        await redis.delete("nothing", *await redis.keys("streaming-platform:uses:*"))
