"""The combinations of stores that the API is tried on."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.persistence.mongodb.indexes import INDEXES
from entrypoints.container import Container
from entrypoints.settings import S3Settings, StoreSettings
from tests.services.s3 import Bucket

MEMORY = "memory"
ON_EVERY_DATABASE = pytest.mark.stores("SQLite", "MongoDB")
ON_EVERY_STORE = pytest.mark.stores(MEMORY, "SQLite", "MongoDB, Redis", "MongoDB, Redis, S3")


def stores_of(combination: str, request: pytest.FixtureRequest) -> StoreSettings:
    """Return where a test keeps records and files; servers run from here on."""
    if combination == MEMORY:
        return StoreSettings(in_memory=True)
    folder: Path = request.getfixturevalue("tmp_path")
    stores = StoreSettings(data_dir=folder / "var")
    if "MongoDB" in combination:
        uri: str = request.getfixturevalue("emptied_mongo_uri")
        stores = replace(stores, mongo_uri=uri, mongo_driver="pymongo")
    if "Redis" in combination:
        stores = replace(stores, redis_url=request.getfixturevalue("redis_url"))
    if "S3" in combination:
        bucket: Bucket = request.getfixturevalue("s3_bucket")
        place, keys = (
            f"s3://{bucket.name}",
            S3Settings(
                access_key_id="test", secret_access_key="test", endpoint_url=bucket.endpoint_url
            ),
        )
        stores = replace(
            stores, media_store_url=f"{place}/media", staging_url=f"{place}/staging", s3=keys
        )
    return stores


async def empty(container: Container) -> None:
    """Remove what earlier tests left on servers; making new databases would take longer."""
    stores = container.settings().stores
    if stores.records == "mongodb":
        mongodb = container.database()
        await asyncio.gather(*(mongodb.collection(name).delete({}) for name in INDEXES))
    if stores.shared == "redis":
        redis = container.shared.connection()
        await redis.delete("nothing", *await redis.keys("streaming-platform:uses:*"))
