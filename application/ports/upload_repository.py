"""Where resumable uploads are kept."""

from abc import abstractmethod
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.ids import StagedId, UploadId, UserId
from domain.upload.upload import Upload


@dataclass(frozen=True, slots=True)
class OpenUploads:
    """What one owner's open uploads take: how many, and the bytes that they reserve."""

    count: int
    reserved_bytes: int


class UploadRepository(Protocol):
    """The uploads, from their creation until they are forgotten.

    A write is durable when it returns, and visible to every later read.
    Every method raises StoreUnavailableError when the store does not answer.
    """

    @abstractmethod
    async def add(
        self, upload: Upload, now: datetime, admit: Callable[[OpenUploads], None]
    ) -> None:
        """Keep a new upload, if `admit` agrees to what the owner's open uploads take with it.

        What `admit` raises reaches the caller, and nothing is kept.
        Of parallel calls no more succeed than `admit` allows; some stores then refuse a few of
        those that might have.

        Raises:
            DuplicateIdError: another upload has the id.
        """

    @abstractmethod
    async def get(self, upload_id: UploadId) -> Upload:
        """Return the upload, whatever its status.

        Raises:
            UploadNotFoundError: there is none with this id.
        """

    @abstractmethod
    async def update(self, upload_id: UploadId, change: Callable[[Upload], Upload]) -> Upload:
        """Replace the upload by `change` of it, atomically, and return the new value.

        `change` is pure and may be called again when another writer was faster.
        A `change` that returns its argument writes nothing.
        What it raises reaches the caller, and nothing is written.

        Raises:
            UploadNotFoundError: there is none with this id.
        """

    @abstractmethod
    async def remove(self, upload_id: UploadId) -> None:
        """Forget the upload; forgetting it again changes nothing."""

    @abstractmethod
    async def usage(self, owner_id: UserId, now: datetime) -> OpenUploads:
        """Return what the owner's uploads take that are open and not past their end."""

    @abstractmethod
    async def list_complete(self, limit: int) -> tuple[Upload, ...]:
        """Return open uploads of which every byte is there, in any order."""

    @abstractmethod
    async def list_due(self, now: datetime, limit: int) -> tuple[Upload, ...]:
        """Return uploads whose `due_at` is not after `now`, the longest due first."""

    @abstractmethod
    async def find_staged(self, staged_ids: Collection[StagedId]) -> frozenset[StagedId]:
        """Return those of `staged_ids` into which an open upload writes."""
