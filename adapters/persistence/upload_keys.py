"""What stores find uploads by, beside the id: derived from the upload with every write."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from domain.ids import StagedId
from domain.upload.upload import Upload, UploadStatus


@dataclass(frozen=True, slots=True)
class UploadKeys:
    """Values that are searched, and are not in the record or not always meant.

    `open_until` and `staged_id` are None unless the upload is open.
    `is_complete` is True for open uploads alone.
    """

    due_at: datetime
    open_until: datetime | None
    staged_id: StagedId | None
    reserved_bytes: int
    is_complete: bool

    @classmethod
    def of(cls, upload: Upload) -> Self:
        """Return the keys of an upload."""
        is_open = upload.status is UploadStatus.OPEN
        return cls(
            due_at=upload.due_at,
            open_until=upload.expires_at if is_open else None,
            staged_id=upload.staged_id if is_open else None,
            reserved_bytes=upload.reserved_bytes,
            is_complete=is_open and upload.is_complete,
        )
