"""The root of every error that the platform raises on purpose, and the kinds callers react to."""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar


class ErrorKind(StrEnum):
    """What a caller can do about an error; entrypoints map each kind to one status."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    GONE = "gone"
    PRECONDITION_FAILED = "precondition_failed"
    TOO_LARGE = "too_large"
    UNSUPPORTED_MEDIA = "unsupported_media"
    RANGE_NOT_SATISFIABLE = "range_not_satisfiable"
    UNPROCESSABLE = "unprocessable"
    LOCKED = "locked"
    RATE_LIMITED = "rate_limited"
    CHECKSUM_MISMATCH = "checksum_mismatch"
    UNAVAILABLE = "unavailable"
    STORAGE_FULL = "storage_full"


class PlatformError(Exception):
    """Base of the platform's errors; never raised itself.

    `code` is stable, lower-snake and part of the public contract.
    `message` is written for a person and names no path, query or library.
    `details` holds the limit and the offending value where there is one.
    """

    code: ClassVar[str]
    kind: ClassVar[ErrorKind]
    message: ClassVar[str]

    def __init__(self, message: str | None = None, **details: object) -> None:
        self.text = message or self.message
        self.details: Mapping[str, object] = details
        super().__init__(self.text)
