"""Why an upload is refused."""

from domain.errors import ErrorKind, PlatformError


class EmptyFileError(PlatformError):
    """The file has no bytes."""

    code = "empty_file"
    kind = ErrorKind.INVALID
    message = "The file is empty."


class FileTooLargeError(PlatformError):
    """The file is larger than one upload may be."""

    code = "file_too_large"
    kind = ErrorKind.TOO_LARGE
    message = "The file is larger than allowed."


class QuotaExceededError(PlatformError):
    """The user's videos would take more than the user may keep."""

    code = "quota_exceeded"
    kind = ErrorKind.FORBIDDEN
    message = "Your quota does not allow another video of this size."


class TooManyUploadsError(PlatformError):
    """The user is uploading as many files at once as a user may."""

    code = "too_many_uploads"
    kind = ErrorKind.RATE_LIMITED
    message = "Too many uploads at once. Wait until one of them has ended."
