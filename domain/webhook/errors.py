"""What webhooks refuse."""

from domain.errors import ErrorKind, PlatformError


class WebhookUrlRefusedError(PlatformError):
    """The address is none that this service sends to."""

    code = "webhook_url_refused"
    kind = ErrorKind.INVALID
    message = "Webhooks are not sent to this address."


class DeliveryNotDueError(PlatformError):
    """The delivery is over, not due yet, or another process is at it."""

    code = "state_conflict"
    kind = ErrorKind.CONFLICT
    message = "There is nothing to deliver now."


class DeliveryLostError(PlatformError):
    """A newer try exists, or none: what this one brought does not count any more."""

    code = "state_conflict"
    kind = ErrorKind.CONFLICT
    message = "This try was overtaken."
