"""A server that is away costs a bounded time, and is used again once it is back."""

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest

from adapters.persistence.mongodb.check import MongoCheck
from adapters.persistence.mongodb.database import MongoDatabase
from adapters.persistence.mongodb.user_repository import MongoUserRepository
from application.errors import StoreUnavailableError
from domain.ids import UserId
from tests.adapters.persistence.mongodb.stalling_proxy import StallingProxy, proxy_to
from tests.builders import a_user
from tests.polling import eventually

TIMEOUT_S = 0.5

# PyMongo may leave a socket to the proxy, as it may leave one to the server: see mongo_server.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")


async def test_a_server_that_does_not_answer_is_told_at_the_start(
    mongo_uri: str, driver: str
) -> None:
    async with _proxy_to(mongo_uri) as (proxy, uri):
        proxy.flows.clear()

        with pytest.raises(StoreUnavailableError, match="MongoDB cannot be used: "):
            await MongoDatabase(uri, driver, TIMEOUT_S).open()


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
    user = a_user()
    async with (
        _proxy_to(mongo_uri) as (proxy, uri),
        MongoDatabase(uri, driver, TIMEOUT_S) as database,
    ):
        users = MongoUserRepository(database)
        await users.add(user)

        proxy.flows.clear()
        began = time.monotonic()
        asked: tuple[Coroutine[object, object, object], ...] = (
            users.get(user.id),
            users.add(a_user()),
            users.update(user.id, lambda stored: stored.change_password_hash("another")),
            MongoCheck(database).check(),
        )
        answers = await asyncio.gather(*asked, return_exceptions=True)
        took_s = time.monotonic() - began
        proxy.flows.set()

        assert [type(answer) for answer in answers] == [StoreUnavailableError] * 4
        assert took_s < 4 * TIMEOUT_S
        await eventually(lambda: _answers(users, user.id))
        assert await users.get(user.id) == user


async def test_closing_does_not_wait_for_a_frozen_server(mongo_uri: str, driver: str) -> None:
    async with _proxy_to(mongo_uri) as (proxy, uri):
        database = MongoDatabase(uri, driver, TIMEOUT_S)
        await database.open()
        proxy.flows.clear()

        began = time.monotonic()
        await database.close()

        assert time.monotonic() - began < 2


@asynccontextmanager
async def _proxy_to(uri: str) -> AsyncIterator[tuple[StallingProxy, str]]:
    """Yield a proxy to the server of `uri`, and the URI of the same database through it."""
    server = urlsplit(uri)
    assert server.hostname
    assert server.port
    async with proxy_to(server.hostname, server.port) as (proxy, port):
        yield proxy, f"mongodb://127.0.0.1:{port}{server.path}?directConnection=true"
    gc.collect()  # in the test that may leave a socket, not in a later one


async def _answers(users: MongoUserRepository, user_id: UserId) -> bool:
    """Tell whether the driver has found the server again."""
    try:
        await users.get(user_id)
    except StoreUnavailableError:
        return False
    return True
