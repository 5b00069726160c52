"""What a key refuses."""

from domain.errors import ErrorKind, PlatformError


class IdempotencyKeyInvalidError(PlatformError):
    """The key has not the form of one."""

    code = "idempotency_key_invalid"
    kind = ErrorKind.INVALID
    message = "The Idempotency-Key must have 1 to 255 visible ASCII characters."


class IdempotencyInProgressError(PlatformError):
    """The first request with this key has not been answered."""

    code = "idempotency_in_progress"
    kind = ErrorKind.CONFLICT
    message = "A request with this Idempotency-Key is being worked on. Try again soon."


class IdempotencyKeyReusedError(PlatformError):
    """The key stands for a request with another content."""

    code = "idempotency_key_reused"
    kind = ErrorKind.UNPROCESSABLE
    message = "This Idempotency-Key was used for a request with another content."
