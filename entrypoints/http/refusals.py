"""What HTTP itself refuses, before any use-case is asked."""

from typing import ClassVar

from domain.errors import ErrorKind, PlatformError


class MalformedRequestError(PlatformError):
    """The request breaks the rules of HTTP, or its body ended early."""

    code = "malformed_request"
    kind = ErrorKind.INVALID
    message = "The request is not well-formed."


class MalformedJsonError(PlatformError):
    """The body is not one strict JSON object."""

    code = "malformed_json"
    kind = ErrorKind.INVALID
    message = "The body is not a valid JSON object."


class MalformedMultipartError(PlatformError):
    """The body is not a well-formed multipart form."""

    code = "malformed_multipart"
    kind = ErrorKind.INVALID
    message = "The body is not a valid multipart form."


class PayloadTooLargeError(PlatformError):
    """The body, or a part of it, is larger than the route takes."""

    code = "payload_too_large"
    kind = ErrorKind.TOO_LARGE
    message = "The request is larger than allowed."


class UnsupportedMediaTypeError(PlatformError):
    """The body is of another type than the route takes."""

    code = "unsupported_media_type"
    kind = ErrorKind.UNSUPPORTED_MEDIA
    message = "The body is not of a type that is accepted here."


class RangeNotSatisfiableError(PlatformError):
    """No byte of the file lies in the range that was asked for."""

    code = "range_not_satisfiable"
    kind = ErrorKind.RANGE_NOT_SATISFIABLE
    message = "The file has no bytes in that range."

    def __init__(self, size_bytes: int) -> None:
        super().__init__(size_bytes=size_bytes)


class TusVersionUnsupportedError(PlatformError):
    """The client speaks another version of the protocol, or does not say which."""

    code = "tus_version_unsupported"
    kind = ErrorKind.PRECONDITION_FAILED
    message = "This version of the tus protocol is not supported."

    def __init__(self, versions: str) -> None:
        super().__init__(f"Send `Tus-Resumable: {versions}`.", versions=versions)


class TransportError(PlatformError):
    """A refusal under a status that no kind of the domain has; never raised itself."""

    kind = ErrorKind.INVALID
    status: ClassVar[int]


class MethodNotAllowedError(TransportError):
    """The route exists, for other methods."""

    status = 405
    code = "method_not_allowed"
    message = "This method is not allowed here."

    def __init__(self, allow: str) -> None:
        super().__init__(allow=allow)


class RequestTimeoutError(TransportError):
    """The body did not come in time."""

    status = 408
    code = "request_timeout"
    message = "The request did not arrive in time."


class UriTooLongError(TransportError):
    """The address is longer than allowed."""

    status = 414
    code = "uri_too_long"
    message = "The address is longer than allowed."


class HeadersTooLargeError(TransportError):
    """There are more or longer headers than allowed."""

    status = 431
    code = "headers_too_large"
    message = "The headers are larger than allowed."


class OperatorOnlyError(PlatformError):
    """The route is for whoever runs the service."""

    code = "forbidden"
    kind = ErrorKind.FORBIDDEN
    message = "This is for the operator alone."
