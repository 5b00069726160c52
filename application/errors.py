"""What can go wrong around the aggregates: absence, uniqueness, concurrency, unavailability."""

from domain.errors import ErrorKind, PlatformError
from domain.video.failure import FailureCode


class NotFoundError(PlatformError):
    """It does not exist, or it is not the caller's: the two look the same."""

    code = "not_found"
    kind = ErrorKind.NOT_FOUND
    message = "There is nothing here."


class VideoNotFoundError(NotFoundError):
    """No such video, or another user's."""


class UploadNotFoundError(NotFoundError):
    """No such upload, or another user's."""


class UserNotFoundError(NotFoundError):
    """No such user."""


class SessionNotFoundError(NotFoundError):
    """No such session."""


class PersonalTokenNotFoundError(NotFoundError):
    """No such personal access token, or another user's."""


class SourceMissingError(NotFoundError):
    """The bytes as uploaded are not stored any more."""


class MediaFileMissingError(NotFoundError):
    """No such published file."""


class EmailTakenError(PlatformError):
    """Another account has this e-mail address."""

    code = "email_taken"
    kind = ErrorKind.CONFLICT
    message = "An account with this e-mail address exists."


class TooManyTokensError(PlatformError):
    """The user has as many personal access tokens as a user may."""

    code = "state_conflict"
    kind = ErrorKind.CONFLICT
    message = "You have as many tokens as you may. Remove one first."


class ForbiddenError(PlatformError):
    """The caller is known, and may not do this."""

    code = "forbidden"
    kind = ErrorKind.FORBIDDEN
    message = "You may not do this."


class DuplicateIdError(PlatformError):
    """A record with this id exists."""

    code = "state_conflict"
    kind = ErrorKind.CONFLICT
    message = "It exists already."


class PreconditionFailedError(PlatformError):
    """It was changed since the caller read it."""

    code = "precondition_failed"
    kind = ErrorKind.PRECONDITION_FAILED
    message = "It was changed in the meantime. Read it again and repeat the change."


class ServiceUnavailableError(PlatformError):
    """A part that the request needs does not answer."""

    code = "service_unavailable"
    kind = ErrorKind.UNAVAILABLE
    message = "The service cannot answer now. Try again soon."


class StoreUnavailableError(ServiceUnavailableError):
    """The database does not answer."""


class UnreadableRecordError(StoreUnavailableError):
    """This release cannot read the record: a later one wrote it."""


class StorageUnavailableError(ServiceUnavailableError):
    """The place where files are kept does not answer."""


class OverloadedError(PlatformError):
    """More work is waiting than can be done in time."""

    code = "overloaded"
    kind = ErrorKind.UNAVAILABLE
    message = "Too much is going on. Try again soon."


class RateLimitedError(PlatformError):
    """There were more requests, or more failures, than a rate allows."""

    code = "rate_limited"
    kind = ErrorKind.RATE_LIMITED
    message = "Too many requests. Try again later."

    def __init__(self, *, retry_after_s: int) -> None:
        super().__init__(retry_after_s=retry_after_s)


class RunBusyError(PlatformError):
    """Somebody has not let go of a run of staged bytes."""

    code = "upload_locked"
    kind = ErrorKind.LOCKED
    message = "Another request is writing to this upload."


class StorageFullError(PlatformError):
    """There is no room for the bytes."""

    code = "storage_full"
    kind = ErrorKind.STORAGE_FULL
    message = "There is no room to store this."


class PlanUnknownError(PlatformError):
    """The engine decides what it makes of a file once it has it."""

    code = "state_conflict"
    kind = ErrorKind.CONFLICT
    message = "The hosted engine decides what it makes of a file when it has received it."


class ReportRefusedError(PlatformError):
    """The message is not certainly from the engine, or not fresh."""

    code = "unauthenticated"
    kind = ErrorKind.UNAUTHENTICATED
    message = "The signature of this notification is not right, or it is too old."


class ProcessingFailedError(Exception):
    """An attempt at processing failed.

    `code` decides what becomes of the video; `detail` is for the operator's log alone.
    `is_final` says that another try cannot help before somebody has mended something.
    """

    def __init__(self, code: FailureCode, detail: str = "", *, is_final: bool = False) -> None:
        super().__init__(f"{code}: {detail}" if detail else str(code))
        self.code = code
        self.detail = detail
        self.is_final = is_final


class UrlInvalidError(PlatformError):
    """The playback address was not issued like this."""

    code = "url_invalid"
    kind = ErrorKind.FORBIDDEN
    message = "This address is not valid."


class UrlExpiredError(PlatformError):
    """The playback address was issued, and its time is over."""

    code = "url_expired"
    kind = ErrorKind.FORBIDDEN
    message = "This address has expired. Ask for the video again."


class WebhookNotFoundError(NotFoundError):
    """No such endpoint, or another user's."""


class DeliveryNotFoundError(NotFoundError):
    """No such delivery, or another endpoint's."""
