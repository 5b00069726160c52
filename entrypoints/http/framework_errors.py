"""The framework's own exceptions in the platform's words."""

from litestar.exceptions import (
    HTTPException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)
from litestar.status_codes import HTTP_413_REQUEST_ENTITY_TOO_LARGE

from application.errors import NotFoundError
from domain.violations import ValidationFailedError, Violation, ViolationCode
from entrypoints.http.refusals import (
    MalformedRequestError,
    MethodNotAllowedError,
    PayloadTooLargeError,
)

_CLIENT_ERRORS = range(400, 500)


def translate(error: HTTPException) -> Exception:
    """Return the platform's error for `error`; faults on our side come back as they are."""
    match error:
        case NotFoundException():
            return NotFoundError()
        case MethodNotAllowedException():
            return MethodNotAllowedError((error.headers or {}).get("allow", ""))
        case _ if error.status_code == HTTP_413_REQUEST_ENTITY_TOO_LARGE:
            return PayloadTooLargeError()
        case ValidationException(extra=list(found)):
            return ValidationFailedError(*map(_violation, found))
        case _ if error.status_code in _CLIENT_ERRORS:
            return MalformedRequestError()
        case _:
            return error


def _violation(found: dict[str, str]) -> Violation:
    """Return what the signature of a route found wrong with one of its parameters."""
    field = found.get("key", "")
    return Violation(field, ViolationCode.WRONG_TYPE, "Is of the wrong type.")
