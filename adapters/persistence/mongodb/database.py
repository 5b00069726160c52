"""The database, shared by all repositories of a process."""

import asyncio
from datetime import UTC, datetime
from typing import Self

from pymongo.errors import AutoReconnect, PyMongoError
from pymongo.read_concern import ReadConcern

from adapters.persistence.mongodb.client import Client, close_client, database_of, make_client
from adapters.persistence.mongodb.collection import MongoCollection
from adapters.persistence.mongodb.indexes import create_indexes
from application.errors import StoreUnavailableError

_ELECTION_LOOK_S = 0.2


class MongoDatabase:
    """Made closed, used when open; a lost server is found again without opening it anew."""

    def __init__(self, uri: str, driver: str = "motor", timeout_s: float = 10.0) -> None:
        """Name the server.

        Args:
            uri: a connection string, whose database is used, else `streaming-platform`.
            driver: `motor` or `pymongo`.
            timeout_s: bounds every operation.
        """
        self._uri = uri
        self._driver = driver
        self._timeout_s = timeout_s
        self._client: Client | None = None

    async def open(self) -> None:
        """Connect, and create the indexes that are missing.

        Raises:
            StoreUnavailableError: the server cannot be used; the message, for the operator,
                says why.
        """
        try:
            self._client = make_client(self._uri, self._driver, self._timeout_s)
            await self._client.admin.command("ping")
            await self._create_indexes(self._client)
        except PyMongoError as exc:
            await self.close()
            raise StoreUnavailableError(f"MongoDB cannot be used: {exc}") from exc

    async def _create_indexes(self, client: Client) -> None:
        """Create indexes, once more after an election: drivers do not repeat this command."""
        loop = asyncio.get_running_loop()
        until_s = loop.time() + self._timeout_s
        while True:
            try:
                return await create_indexes(database_of(client))
            except AutoReconnect:
                if loop.time() >= until_s:
                    raise
            await asyncio.sleep(_ELECTION_LOOK_S)

    async def close(self) -> None:
        """Close all connections; repeated, it changes nothing."""
        client, self._client = self._client, None
        if client is not None:
            await close_client(client)

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def ping(self) -> None:
        """Return when the primary answers.

        Raises:
            StoreUnavailableError: it does not.
        """
        try:
            await self._require_open().admin.command("ping")
        except PyMongoError as exc:
            raise StoreUnavailableError from exc

    async def server_time(self) -> datetime:
        """Return the instant at which the primary answers, by its own clock.

        Raises:
            StoreUnavailableError: it does not.
        """
        try:
            answer = await self._require_open().admin.command("hello")
        except PyMongoError as exc:
            raise StoreUnavailableError from exc
        told: datetime = answer["localTime"]
        return told.replace(tzinfo=UTC)

    def collection(self, name: str, *, majority: bool = False) -> MongoCollection:
        """Return a collection; with `majority`, what it reads can never be taken back.

        Raises:
            StoreUnavailableError: the database is not open.
        """
        concern = ReadConcern("majority") if majority else None
        database = database_of(self._require_open())
        return MongoCollection(database.get_collection(name, read_concern=concern))

    def _require_open(self) -> Client:
        if self._client is None:
            raise StoreUnavailableError
        return self._client
