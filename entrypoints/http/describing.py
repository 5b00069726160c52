"""What the API's description says about a route, taken from the code that does it."""

from collections import defaultdict
from inspect import getdoc
from typing import Any

from litestar.openapi import ResponseSpec

from application.errors import OverloadedError, ServiceUnavailableError
from domain.account.errors import InvalidTokenError, TokenExpiredError, UnauthenticatedError
from domain.errors import PlatformError
from domain.idempotency.errors import (
    IdempotencyInProgressError,
    IdempotencyKeyInvalidError,
    IdempotencyKeyReusedError,
)
from domain.violations import ValidationFailedError
from entrypoints.http.problems import PROBLEM_JSON, status_of
from entrypoints.http.refusals import (
    HeadersTooLargeError,
    MalformedJsonError,
    MalformedRequestError,
    PayloadTooLargeError,
    RequestTimeoutError,
    UnsupportedMediaTypeError,
    UriTooLongError,
)
from entrypoints.http.schemas.problems import Problem

ErrorClass = type[PlatformError]

ANYWHERE: tuple[ErrorClass, ...] = (
    MalformedRequestError,
    RequestTimeoutError,
    UriTooLongError,
    HeadersTooLargeError,
    ServiceUnavailableError,
    OverloadedError,
)
WITH_TOKEN: tuple[ErrorClass, ...] = (UnauthenticatedError, InvalidTokenError, TokenExpiredError)
WITH_KEY: tuple[ErrorClass, ...] = (
    IdempotencyKeyInvalidError,
    IdempotencyInProgressError,
    IdempotencyKeyReusedError,
)
WITH_JSON: tuple[ErrorClass, ...] = (
    MalformedJsonError,
    ValidationFailedError,
    PayloadTooLargeError,
    UnsupportedMediaTypeError,
)
_INTERNAL_ERROR = {500: ["internal_error"]}


def described(
    summary: str, source: type[object] | str, *errors: ErrorClass, **answers: ResponseSpec
) -> dict[str, Any]:
    """Return the keyword arguments that describe a route.

    Args:
        summary: a few words.
        source: the use-case, whose docstring up to `Raises` is the description; or the text.
        errors: what the route answers, beyond what any route may.
        answers: successes that the handler's type does not tell, named `http_200` and so on.
    """
    text = source if isinstance(source, str) else getdoc(source) or ""
    told = text.partition("\nRaises:")[0].strip()
    responses = {int(name.removeprefix("http_")): spec for name, spec in answers.items()}
    return {"summary": summary, "description": told, "responses": responses | _problems(*errors)}


def file_answers(media_type: str) -> dict[str, ResponseSpec]:
    """Return the successes of a route that sends files."""
    return {
        f"http_{status}": ResponseSpec(
            bytes, description=told, media_type=media_type, generate_examples=False
        )
        for status, told in ((200, "The whole file."), (206, "The range that was asked for."))
    }


def _problems(*errors: ErrorClass) -> dict[int, ResponseSpec]:
    codes: dict[int, list[str]] = defaultdict(list, _INTERNAL_ERROR)
    for error in (*ANYWHERE, *errors):
        found = codes[status_of(error)]
        if error.code not in found:
            found.append(error.code)
    return {
        status: ResponseSpec(
            Problem,
            description=" ".join(f"`{code}`" for code in found),
            media_type=PROBLEM_JSON,
            generate_examples=False,
        )
        for status, found in sorted(codes.items())
    }
