"""Errors as problem documents: the one table from kinds to statuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import msgspec
import structlog
from msgspec import UNSET, UnsetType

from domain.errors import ErrorKind, PlatformError
from domain.violations import ValidationFailedError
from entrypoints.http.refusals import (
    MethodNotAllowedError,
    RangeNotSatisfiableError,
    TusVersionUnsupportedError,
)
from entrypoints.http.schemas.problems import FieldProblem, Problem

STATUS: Mapping[ErrorKind, int] = MappingProxyType(
    {
        ErrorKind.INVALID: 400,
        ErrorKind.UNAUTHENTICATED: 401,
        ErrorKind.FORBIDDEN: 403,
        ErrorKind.NOT_FOUND: 404,
        ErrorKind.CONFLICT: 409,
        ErrorKind.GONE: 410,
        ErrorKind.PRECONDITION_FAILED: 412,
        ErrorKind.TOO_LARGE: 413,
        ErrorKind.UNSUPPORTED_MEDIA: 415,
        ErrorKind.RANGE_NOT_SATISFIABLE: 416,
        ErrorKind.UNPROCESSABLE: 422,
        ErrorKind.LOCKED: 423,
        ErrorKind.RATE_LIMITED: 429,
        ErrorKind.CHECKSUM_MISMATCH: 460,
        ErrorKind.UNAVAILABLE: 503,
        ErrorKind.STORAGE_FULL: 507,
    }
)

PROBLEM_JSON = "application/problem+json"
_WORTH_REPEATING = frozenset({ErrorKind.LOCKED, ErrorKind.RATE_LIMITED, ErrorKind.UNAVAILABLE})

_log: structlog.stdlib.BoundLogger = structlog.get_logger(source="http")
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class ProblemAnswer:
    """A status, its headers in lower case, and a problem document as bytes."""

    status: int
    code: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


def status_of(error: PlatformError | type[PlatformError]) -> int:
    """Return the status under which `error`, or any error of that class, is answered."""
    status: int | None = getattr(error, "status", None)
    return STATUS[error.kind] if status is None else status


def answer_for(error: Exception, request_id: str, retry_after_s: int) -> ProblemAnswer:
    """Return the answer for `error`; of an error that nobody foresaw, nothing is told.

    Args:
        error: what ended the request.
        request_id: names this request in the document.
        retry_after_s: when to try again, where the error itself does not know.
    """
    if not isinstance(error, PlatformError):
        _log.error("request failed", exc_info=error)
        return _answer(500, "internal_error", "Something went wrong on our side.", request_id)
    return _answer(
        status_of(error),
        error.code,
        error.message,
        request_id,
        detail=UNSET if error.text == error.message else error.text,
        errors=_errors(error),
        headers=tuple(_headers(error, retry_after_s)),
    )


def _answer(
    status: int,
    code: str,
    title: str,
    request_id: str,
    *,
    detail: str | UnsetType = UNSET,
    errors: tuple[FieldProblem, ...] | UnsetType = UNSET,
    headers: tuple[tuple[str, str], ...] = (),
) -> ProblemAnswer:
    problem = Problem(
        type=f"/docs#{code}",
        title=title,
        status=status,
        code=code,
        instance=request_id,
        detail=detail,
        errors=errors,
    )
    body = _encode(problem)
    common = (("content-type", PROBLEM_JSON), ("content-length", str(len(body))))
    return ProblemAnswer(status, code, (*common, *headers), body)


def _errors(error: PlatformError) -> tuple[FieldProblem, ...] | UnsetType:
    if not isinstance(error, ValidationFailedError):
        return UNSET
    return tuple(
        FieldProblem(field=found.field, message=found.message, code=found.code)
        for found in error.violations
    )


def _headers(error: PlatformError, retry_after_s: int) -> list[tuple[str, str]]:
    headers = []
    if error.kind is ErrorKind.UNAUTHENTICATED:
        headers.append(("www-authenticate", "Bearer"))
    if error.kind in _WORTH_REPEATING or "retry_after_s" in error.details:
        headers.append(("retry-after", str(error.details.get("retry_after_s", retry_after_s))))
    if isinstance(error, MethodNotAllowedError):
        headers.append(("allow", str(error.details["allow"])))
    if isinstance(error, TusVersionUnsupportedError):
        headers.append(("tus-version", str(error.details["versions"])))
    if isinstance(error, RangeNotSatisfiableError):
        headers.append(("content-range", f"bytes */{error.details['size_bytes']}"))
    return headers
