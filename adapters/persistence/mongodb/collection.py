"""The operations that the repositories need, in the words and errors of the application."""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import DuplicateKeyError, PyMongoError

from adapters.persistence.mongodb.client import Document
from application.errors import DuplicateIdError, StoreUnavailableError
from domain.errors import PlatformError

Sort = Sequence[tuple[str, int]]


class MongoCollection:
    """One collection; every method raises StoreUnavailableError where the driver fails."""

    def __init__(self, collection: AsyncCollection[Document]) -> None:
        self._collection = collection

    async def insert(
        self, document: Document, *, taken: Mapping[str, type[PlatformError]] | None = None
    ) -> None:
        """Add a document.

        Args:
            document: with its `_id`.
            taken: what to raise when the value of a unique field is taken.

        Raises:
            DuplicateIdError: the `_id` is taken.
        """
        try:
            with _driver_errors():
                await self._collection.insert_one(document)
        except DuplicateKeyError as exc:
            (field,) = (exc.details or {}).get("keyPattern", ("_id",))
            raise (taken or {}).get(field, DuplicateIdError) from exc

    async def find_one(self, matching: Document) -> Document | None:
        """Return the document that matches, or None."""
        with _driver_errors():
            return await self._collection.find_one(matching)

    async def find(
        self,
        matching: Document,
        *,
        sort: Sort = (),
        skip: int = 0,
        limit: int = 0,
        fields: Mapping[str, bool] | None = None,
    ) -> list[Document]:
        """Return the documents that match, in order and in one answer of the server.

        Args:
            matching: the filter.
            sort: fields with 1 or -1.
            skip: how many matches to leave out.
            limit: how many to return at most; 0 means all.
            fields: which to return; None means all.
        """
        with _driver_errors():
            cursor = self._collection.find(
                matching,
                fields,
                sort=list(sort) or None,
                skip=skip,
                limit=limit,
                batch_size=limit,
            )
            return await cursor.to_list(None)

    async def count(self, matching: Document) -> int:
        """Return how many documents match."""
        with _driver_errors():
            return await self._collection.count_documents(matching)

    async def aggregate(self, pipeline: Sequence[Document]) -> list[Document]:
        """Return what a pipeline yields."""
        with _driver_errors():
            # Motor returns the cursor itself, PyMongo a coroutine of it.
            answer: Any = self._collection.aggregate(pipeline)
            cursor = await answer if inspect.isawaitable(answer) else answer
            found: list[Document] = await cursor.to_list(None)
            return found

    async def replace(self, document: Document, version: int) -> bool:
        """Replace the document of the same `_id`, if it still has `version`; tell whether."""
        matching = {"_id": document["_id"], "version": version}
        with _driver_errors():
            result = await self._collection.replace_one(matching, document)
            return result.matched_count == 1

    async def delete(self, matching: Document) -> int:
        """Remove all that match, and return how many did."""
        with _driver_errors():
            result = await self._collection.delete_many(matching)
            return result.deleted_count


@contextmanager
def _driver_errors() -> Iterator[None]:
    try:
        yield
    except DuplicateKeyError:
        raise
    except PyMongoError as exc:
        raise StoreUnavailableError from exc
