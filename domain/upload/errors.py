"""What an upload refuses to do."""

from domain.errors import ErrorKind, PlatformError


class OffsetMismatchError(PlatformError):
    """The bytes do not begin where the upload stands."""

    code = "offset_mismatch"
    kind = ErrorKind.CONFLICT
    message = "The offset is not where the upload stands. Ask for its offset and go on from there."


class LengthExceededError(PlatformError):
    """There are more bytes than were announced."""

    code = "payload_too_large"
    kind = ErrorKind.TOO_LARGE
    message = "There are more bytes than the length of the upload."


class LengthRefusedError(PlatformError):
    """The length is known already and another, or less than what has arrived."""

    code = "malformed_request"
    kind = ErrorKind.INVALID
    message = "The length cannot be that of this upload."


class UploadExpiredError(PlatformError):
    """The time in which the upload could be used is over."""

    code = "upload_expired"
    kind = ErrorKind.GONE
    message = "The upload has expired. Begin a new one."


class UploadLockedError(PlatformError):
    """Another request is writing."""

    code = "upload_locked"
    kind = ErrorKind.LOCKED
    message = "Another request is writing to this upload."


class WriterLostError(UploadLockedError):
    """A newer writer exists, or none: what this one received does not count any more."""


class UploadClosedError(PlatformError):
    """The upload has become a video, and takes no more bytes."""

    code = "state_conflict"
    kind = ErrorKind.CONFLICT
    message = "The upload is finished."


class UploadElsewhereError(PlatformError):
    """The bytes go straight to a hosted engine."""

    code = "state_conflict"
    kind = ErrorKind.CONFLICT
    message = "The bytes of this upload go to the address that was given for it."


class ChecksumMismatchError(PlatformError):
    """The bytes are not those that the client meant to send."""

    code = "checksum_mismatch"
    kind = ErrorKind.CHECKSUM_MISMATCH
    message = "The bytes do not have the checksum that was announced. They were dropped."
