"""What the API's description says about a route, taken from the code that does it."""

from collections import defaultdict
from collections.abc import Sequence
from inspect import getdoc
from typing import Any, Self

from litestar.openapi import ResponseSpec

from application.errors import (
    ForbiddenError,
    OverloadedError,
    RateLimitedError,
    ServiceUnavailableError,
)
from domain.account.errors import InvalidTokenError, TokenExpiredError, UnauthenticatedError
from domain.account.personal_token import Scope
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
WITH_TOKEN: tuple[ErrorClass, ...] = (
    UnauthenticatedError,
    InvalidTokenError,
    TokenExpiredError,
    ForbiddenError,
    RateLimitedError,
)
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


class ErrorAnswer(ResponseSpec):
    """A refusal of a route; routers copy deeply, and what never changes need not be copied."""

    def __deepcopy__(self, _memo: object) -> Self:
        return self


def described(
    summary: str,
    source: type[object] | str,
    *facts: ErrorClass | Scope,
    **answers: ResponseSpec,
) -> dict[str, Any]:
    """Return the keyword arguments that describe a route.

    Args:
        summary: a few words.
        source: the use-case, whose docstring up to `Raises` is the description; or the text.
        facts: errors that the route answers, beyond what any route may; and scopes, of which any
            one opens the route to a personal access token.
        answers: successes that the handler's type does not tell, named `http_200` and so on.
    """
    text = source if isinstance(source, str) else getdoc(source) or ""
    told = text.partition("\nRaises:")[0].strip()
    responses = {int(name.removeprefix("http_")): spec for name, spec in answers.items()}
    errors = [fact for fact in facts if not isinstance(fact, Scope)]
    scopes = [fact for fact in facts if isinstance(fact, Scope)]
    if UnauthenticatedError in errors:
        told += f"\n\n{_token_rule(scopes)}"
    return {
        "summary": summary,
        "description": told,
        "responses": responses | _problems(*errors),
        "token_scopes": scopes,
    }


def file_answers(media_type: str) -> dict[str, ResponseSpec]:
    """Return the successes of a route that sends files."""
    return {
        f"http_{status}": ResponseSpec(
            bytes, description=told, media_type=media_type, generate_examples=False
        )
        for status, told in ((200, "The whole file."), (206, "The range that was asked for."))
    }


def _token_rule(scopes: Sequence[Scope]) -> str:
    if not scopes:
        return "Personal access tokens do not open this."
    if set(scopes) == set(Scope):
        return "Any personal access token opens this, too."
    named = " or ".join(f"`{scope}`" for scope in scopes)
    return f"A personal access token needs the scope {named}."


def _problems(*errors: ErrorClass) -> dict[int, ResponseSpec]:
    codes: dict[int, list[str]] = defaultdict(list, _INTERNAL_ERROR)
    for error in (*ANYWHERE, *errors):
        found = codes[status_of(error)]
        if error.code not in found:
            found.append(error.code)
    return {
        status: ErrorAnswer(
            Problem,
            description=" ".join(f"`{code}`" for code in found),
            media_type=PROBLEM_JSON,
            generate_examples=False,
        )
        for status, found in sorted(codes.items())
    }
