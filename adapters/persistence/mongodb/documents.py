"""Aggregates as documents, and how a document is changed that others change too."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any, Protocol, TypeVar

from adapters.persistence.mongodb.client import Document
from adapters.persistence.mongodb.collection import MongoCollection
from adapters.persistence.stored_form import ReadForm, StoredForm
from application.errors import StoreUnavailableError

_MAX_TRIES = 50
_FIRST_PAUSE_S = 0.002
_LONGEST_PAUSE_S = 0.1


class Versioned(Protocol):
    """What counts its writes."""

    @property
    def version(self) -> int:
        """Rises with every change."""


Aggregate = TypeVar("Aggregate", bound=Versioned)
Told = TypeVar("Told")


def to_document(form: StoredForm[Aggregate, Any], aggregate: Aggregate) -> Document:
    """Return the document of an aggregate."""
    record = form.to_document(aggregate)
    return {"_id": record.pop("id"), **record}


def from_document(form: ReadForm[Told, Any], document: Document) -> Told:
    """Return what a document tells."""
    return form.from_document({"id": document["_id"], **document})


def _nothing_around(_: object) -> AbstractAsyncContextManager[None]:
    return nullcontext()


async def change_stored(
    collection: MongoCollection,
    read: Callable[[], Awaitable[Aggregate]],
    change: Callable[[Aggregate], Aggregate],
    to_document: Callable[[Aggregate], Document],
    around: Callable[[Aggregate], AbstractAsyncContextManager[None]] = _nothing_around,
) -> Aggregate:
    """Replace what `read` returns by `change` of it, unless another writer was faster; then again.

    Every write happens inside of what `around` returns for the changed value.

    Raises:
        StoreUnavailableError: others were faster every time.
    """
    for tried in range(_MAX_TRIES):
        stored = await read()
        changed = change(stored)
        if changed is stored:
            return stored
        async with around(changed):
            is_written = await collection.replace(to_document(changed), stored.version)
        if is_written:
            return changed
        pause_s = min(_FIRST_PAUSE_S * 2**tried, _LONGEST_PAUSE_S)
        # Rivals that met once do not meet again.
        await asyncio.sleep(random.uniform(0, pause_s))  # noqa: S311 - keeps no secret
    raise StoreUnavailableError
