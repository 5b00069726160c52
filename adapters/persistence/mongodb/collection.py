"""The operations that the repositories need, in the words and errors of the application."""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pymongo import UpdateOne
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import BulkWriteError, DuplicateKeyError, PyMongoError

from adapters.persistence.mongodb.client import Document
from application.errors import DuplicateIdError, StoreUnavailableError
from domain.errors import PlatformError

Sort = Sequence[tuple[str, int]]
Fields = Mapping[str, bool]
"""Those to return, each with True; or those to leave out, each with False."""

_DUPLICATE_KEY = 11000
"""Source: MongoDB's list of error codes."""

_ONE_ANSWER = 1000
"""Documents; the server's own 101 are fewer than some pages together have."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Where a run of insertions ended: after `inserted`, since the value of `field` is taken."""

    inserted: int
    field: str


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

    async def insert_in_order(self, documents: Sequence[Document]) -> Clash | None:
        """Add documents one after another, up to the first of which a unique value is taken."""
        try:
            with _driver_errors():
                await self._collection.insert_many(documents, ordered=True)
        except BulkWriteError as exc:
            (error,) = exc.details["writeErrors"]
            (field,) = error["keyPattern"]
            return Clash(error["index"], field)
        return None

    async def find_one(
        self, matching: Document, *, fields: Fields | None = None
    ) -> Document | None:
        """Return the document that matches, or None; `fields` as in `find`."""
        with _driver_errors():
            return await self._collection.find_one(matching, fields)

    async def find(
        self,
        matching: Document,
        *,
        sort: Sort = (),
        skip: int = 0,
        limit: int = 0,
        fields: Fields | None = None,
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
        """Return what a pipeline yields; a thousand documents come in one answer of the server."""
        with _driver_errors():
            # Motor returns the cursor itself, PyMongo a coroutine of it.
            answer: Any = self._collection.aggregate(pipeline, batchSize=_ONE_ANSWER)
            cursor = await answer if inspect.isawaitable(answer) else answer
            found: list[Document] = await cursor.to_list(None)
            return found

    async def replace(self, document: Document, version: int) -> bool:
        """Replace the document of the same `_id`, if it still has `version`; tell whether."""
        matching = {"_id": document["_id"], "version": version}
        with _driver_errors():
            result = await self._collection.replace_one(matching, document)
            return result.matched_count == 1

    async def pull_each(
        self, pulls: Sequence[tuple[str, Sequence[str]]], array: str, field: str
    ) -> None:
        """Take out of an array what has some values in `field`; versions stay as they are.

        Args:
            pulls: ids of documents, each with its values.
            array: the name of the array, in all of them.
            field: the name of the field, in what the array holds.
        """
        with _driver_errors():
            await self._collection.bulk_write(
                [
                    UpdateOne({"_id": id_}, {"$pull": {array: {field: {"$in": list(values)}}}})
                    for id_, values in pulls
                ],
                ordered=False,
            )

    async def greatest_id(self) -> int:
        """Return the greatest `_id` of a collection that is numbered; 0 where it is empty."""
        found = await self.find({}, sort=[("_id", -1)], limit=1, fields={"_id": True})
        return int(found[0]["_id"]) if found else 0

    async def raise_to(self, document_id: str, field: str, number: int) -> None:
        """Set a number of a document, unless it is there or above; make the document if needed."""
        with _driver_errors():
            await self._collection.update_one(
                {"_id": document_id}, {"$max": {field: number}}, upsert=True
            )

    async def put(self, matching: Document, fields: Document) -> None:
        """Set fields of the document that matches; make it where there is none of its `_id`.

        Raises:
            DuplicateIdError: there is one, which does not match.
        """
        try:
            with _driver_errors():
                await self._collection.update_one(matching, {"$set": fields}, upsert=True)
        except DuplicateKeyError as exc:
            raise DuplicateIdError from exc

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
    except BulkWriteError as exc:
        errors = exc.details["writeErrors"]
        if [error["code"] for error in errors] == [_DUPLICATE_KEY]:
            raise
        raise StoreUnavailableError from exc
    except PyMongoError as exc:
        raise StoreUnavailableError from exc
