"""A server that is away costs a bounded time, and is used again once it is back."""

import asyncio
import time
from urllib.parse import urlsplit

import pytest

from adapters.persistence.mongodb.check import MongoCheck
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.user_repository import MongoUserRepository
from application.errors import StoreUnavailableError
from tests.adapters.persistence.mongodb.stalling_proxy import proxy_to
from tests.builders import a_user
from tests.services.process import free_port

TIMEOUT_S = 0.5


async def test_a_server_that_is_not_there_is_told_at_the_start(driver: str) -> None:
    database = MongoDatabase(f"mongodb://127.0.0.1:{free_port()}/x", driver, TIMEOUT_S)

    with pytest.raises(StoreUnavailableError, match=r"MongoDB cannot be used: .*Errno 111"):
        await database.open()


async def test_a_malformed_address_is_told_at_the_start(driver: str) -> None:
    database = MongoDatabase("mongodb://user:secret@/x", driver, TIMEOUT_S)

    with pytest.raises(StoreUnavailableError) as caught:
        await database.open()

    assert "secret" not in str(caught.value)


async def test_a_closed_database_is_unavailable(mongo_uri: str, driver: str) -> None:
    database = MongoDatabase(mongo_uri, driver)
    await database.open()
    await database.close()
    await database.close()

    with pytest.raises(StoreUnavailableError):
        await MongoUserRepository(database).get(a_user().id)
    with pytest.raises(StoreUnavailableError):
        await MongoCheck(database).check()


async def test_P46_a_frozen_server_fails_in_time_and_works_again(
    mongo_uri: str, driver: str
) -> None:
    server = urlsplit(mongo_uri)
    assert server.hostname
    assert server.port
    user = a_user()
    async with proxy_to(server.hostname, server.port) as (proxy, port):
        uri = f"mongodb://127.0.0.1:{port}{server.path}?directConnection=true"
        async with MongoDatabase(uri, driver, TIMEOUT_S) as database:
            users = MongoUserRepository(database)
            await users.add(user)

            proxy.flows.clear()
            began = time.monotonic()
            answers = await asyncio.gather(
                users.get(user.id),
                users.add(a_user()),
                users.update(user.id, lambda stored: stored.change_password_hash("another")),
                MongoCheck(database).check(),
                return_exceptions=True,
            )
            took_s = time.monotonic() - began
            proxy.flows.set()

            assert [type(answer) for answer in answers] == [StoreUnavailableError] * 4
            assert took_s < 4 * TIMEOUT_S
            assert await _returned(users, user.id) == user


async def _returned(users: MongoUserRepository, user_id: object) -> object:
    """Ask until the driver has found the server again."""
    deadline = time.monotonic() + 20
    while True:
        try:
            return await users.get(user_id)  # type: ignore[arg-type]
        except StoreUnavailableError:
            if time.monotonic() > deadline:
                raise
