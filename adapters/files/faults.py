"""What the operating system says about files, in the platform's words."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from application.errors import StorageFullError, StorageUnavailableError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
"""The disk is full, or the part of it that this user may take."""


@contextmanager
def disk_faults() -> Iterator[None]:
    """Translate what escapes from the block.

    Raises:
        StorageFullError: there is no room.
        StorageUnavailableError: any other fault of the disk.
    """
    try:
        yield
    except OSError as exc:
        if exc.errno in NO_ROOM:
            raise StorageFullError from exc
        raise StorageUnavailableError from exc
