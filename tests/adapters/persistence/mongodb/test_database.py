"""Opening a database: its name, its indexes, what is promised about writes and times."""

import asyncio
from datetime import UTC
from urllib.parse import urlsplit

from pymongo import MongoClient
from pymongo.database import Database

from adapters.persistence.mongodb.client import (
    close_client,
    database_of,
    make_client,
)
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.indexes import INDEXES
from adapters.persistence.mongodb.user_repository import MongoUserRepository
from tests.builders import a_user


async def test_T44_two_instances_start_on_an_empty_store(mongo_uri: str, driver: str) -> None:
    instances = [MongoDatabase(mongo_uri, driver) for _ in range(2)]

    await asyncio.gather(*(instance.open() for instance in instances))
    await asyncio.gather(*(instance.close() for instance in instances))

    client: MongoClient[dict[str, object]]
    with MongoClient(mongo_uri) as client:
        database: Database[dict[str, object]] = client.get_default_database()
        made = {name: set(database[name].index_information()) for name in INDEXES}
    assert made == {
        name: {"_id_", *(index.document["name"] for index in indexes)} if indexes else set()
        for name, indexes in INDEXES.items()
    }


async def test_a_uri_without_a_database_means_streaming_platform(
    mongo_server: str, mongo_uri: str, driver: str
) -> None:
    unnamed, named = (make_client(uri, driver, 5) for uri in (mongo_server, mongo_uri))

    assert database_of(unnamed).name == "streaming-platform"
    assert database_of(named).name == urlsplit(mongo_uri).path[1:]
    await close_client(unnamed)
    await close_client(named)


async def test_a_uri_cannot_weaken_what_is_promised(mongo_uri: str, driver: str) -> None:
    weak = f"{mongo_uri}&w=1&journal=false&readPreference=secondary&retryWrites=false"
    client = make_client(weak, driver, 5)

    assert client.write_concern.document == {"w": "majority", "j": True}
    assert client.read_preference.mongos_mode == "primary"
    assert client.options.retry_writes
    assert client.options.timeout == 5
    await close_client(client)


async def test_instants_come_back_aware_and_in_utc(database: MongoDatabase) -> None:
    users = MongoUserRepository(database)
    user = a_user()
    await users.add(user)

    assert (await users.get(user.id)).created_at.tzinfo is UTC


async def test_a_change_without_a_difference_writes_nothing(
    database: MongoDatabase, mongo_uri: str
) -> None:
    users = MongoUserRepository(database)
    user = a_user()
    await users.add(user)
    client: MongoClient[dict[str, object]]
    with MongoClient(mongo_uri) as client:
        seen: Database[dict[str, object]] = client.get_default_database()
        seen.command("profile", 2)
        await users.update(user.id, lambda stored: stored)
        seen.command("profile", 0)

        assert seen["system.profile"].count_documents({"op": "query"}) == 1
        assert seen["system.profile"].count_documents({"op": "update"}) == 0
