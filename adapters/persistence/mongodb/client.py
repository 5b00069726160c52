"""Making a client, of either driver."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any, TypeAlias, cast

import pymongo
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import AsyncMongoClient
from pymongo.asynchronous.database import AsyncDatabase

Document: TypeAlias = dict[str, Any]
Client: TypeAlias = AsyncMongoClient[Document]

_DEFAULT_DATABASE = "streaming-platform"
_MAX_CONNECTIONS = 50
_LEAVE_TIMEOUT_S = 1

# Motor offers the same methods, so its client passes for PyMongo's; they differ in what has to be
# awaited of `aggregate` (see `collection`) and of `close`.
_MAKERS: Mapping[str, Callable[..., Client]] = {
    "motor": cast("Callable[..., Client]", AsyncIOMotorClient),
    "pymongo": AsyncMongoClient,
}


def make_client(uri: str, driver: str, timeout_s: float) -> Client:
    """Return a client that connects when it is first used; call it on the event loop.

    Args:
        uri: a connection string; what is set here wins over its options.
        driver: `motor` or `pymongo`.
        timeout_s: bounds every operation, its retries and all waiting included.

    Raises:
        PyMongoError: `uri` is malformed, or names servers that cannot be looked up.
    """
    timeout_ms = round(timeout_s * 1000)
    return _MAKERS[driver](
        uri,
        appname="streaming-platform",
        timeoutMS=timeout_ms,
        serverSelectionTimeoutMS=timeout_ms,
        connectTimeoutMS=timeout_ms,
        waitQueueTimeoutMS=timeout_ms,
        maxPoolSize=_MAX_CONNECTIONS,
        # An acknowledged write survives the loss of any one member, and of its power.
        w="majority",
        journal=True,
        retryWrites=True,
        retryReads=True,
        # What was acknowledged is in the next read, which a secondary cannot promise.
        readPreference="primary",
        tz_aware=True,
        tzinfo=UTC,
    )


async def close_client(client: Client) -> None:
    """Close the connections, and take leave of the server if it answers soon."""
    made: Any = client
    with pymongo.timeout(_LEAVE_TIMEOUT_S):
        if isinstance(made, AsyncIOMotorClient):
            await asyncio.to_thread(made.close)
        else:
            await made.close()


def database_of(client: Client) -> AsyncDatabase[Document]:
    """Return the database that the URI names, else `streaming-platform`."""
    return client.get_default_database(_DEFAULT_DATABASE)
