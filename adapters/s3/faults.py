"""What an object store says when it fails, in the platform's words."""

from collections.abc import Iterator
from contextlib import contextmanager

from obstore.exceptions import BaseError

from application.errors import StorageFullError, StorageUnavailableError

_NO_ROOM = ("507 Insufficient Storage", "<Code>QuotaExceeded", "<Code>XMinioStorageFull")
"""How stores that have an end tell of it; AWS itself has none.

Source: RFC 4918, section 11.5; the error codes of Ceph and of MinIO.
"""


@contextmanager
def s3_faults() -> Iterator[None]:
    """Translate what escapes from the block.

    A FileNotFoundError is a bucket that is not there: whoever asks for one object catches it.

    Raises:
        StorageFullError: there is no room.
        StorageUnavailableError: any other fault of the store, or of the way to it.
    """
    try:
        yield
    except (BaseError, FileNotFoundError) as exc:
        if any(sign in str(exc) for sign in _NO_ROOM):
            raise StorageFullError from exc
        raise StorageUnavailableError from exc
