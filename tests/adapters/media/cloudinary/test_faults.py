"""Every answer and exception of the table, and what it is taken for."""

import cloudinary.exceptions
import pytest

from adapters.media.cloudinary.faults import (
    CloudinaryFault,
    MisconfiguredFault,
    MissingFault,
    RateLimitedFault,
    RefusedFault,
    UnavailableFault,
    UnknownOutcomeFault,
    code_of_refusal,
    fault_of_exception,
    fault_of_status,
)
from domain.video.failure import FailureCode

_TIMEOUT = "Unexpected error - ReadTimeoutError(...)"
_REFUSED = "Unexpected error - MaxRetryError(... [Errno 111] Connection refused)"
_PAGE = "Error parsing server response ({}) - b'<html>'. Got - Expecting value"


@pytest.mark.parametrize(
    ("status", "text", "kind"),
    [
        (400, "Unsupported video format or file", RefusedFault),
        (400, "Stale request - reported time is 1", UnavailableFault),
        (401, "Invalid Signature", MisconfiguredFault),
        (403, "Not allowed", MisconfiguredFault),
        (404, "Resource not found - a/b", MissingFault),
        (409, "Already exists", RefusedFault),
        (413, "Too large", RefusedFault),
        (420, "Rate Limit Exceeded", RateLimitedFault),
        (422, "Unprocessable", RefusedFault),
        (423, "Locked", UnavailableFault),
        (429, "Too many requests", RateLimitedFault),
        (500, "General error", UnavailableFault),
        (502, "Bad gateway", UnknownOutcomeFault),
        (503, "Unavailable", UnavailableFault),
        (504, "Gateway timeout", UnknownOutcomeFault),
        (599, "Something new", UnknownOutcomeFault),
    ],
)
def test_a_status_has_one_meaning(status: int, text: str, kind: type[CloudinaryFault]) -> None:
    assert type(fault_of_status(status, text)) is kind


@pytest.mark.parametrize(
    ("exception", "kind"),
    [
        (cloudinary.exceptions.BadRequest("Error 400 - Empty file"), RefusedFault),
        (cloudinary.exceptions.AuthorizationRequired("Error 401 - no"), MisconfiguredFault),
        (cloudinary.exceptions.NotAllowed("Error 403 - no"), MisconfiguredFault),
        (cloudinary.exceptions.NotFound("Error 404 - Resource not found"), MissingFault),
        (cloudinary.exceptions.AlreadyExists("Error 409 - there"), RefusedFault),
        (cloudinary.exceptions.RateLimited("Error 420 - Rate Limit Exceeded"), RateLimitedFault),
        (cloudinary.exceptions.GeneralError("Error 503 - later"), UnavailableFault),
        (cloudinary.exceptions.GeneralError("Unexpected error timed out"), UnknownOutcomeFault),
        (cloudinary.exceptions.GeneralError(_PAGE.format(502)), UnknownOutcomeFault),
        (cloudinary.exceptions.Error(_TIMEOUT), UnknownOutcomeFault),
        (cloudinary.exceptions.Error(_REFUSED), UnavailableFault),
        (cloudinary.exceptions.Error(_PAGE.format(413)), RefusedFault),
        (cloudinary.exceptions.Error(_PAGE.format(502)), UnknownOutcomeFault),
        (Exception("Error 504 - gateway"), UnknownOutcomeFault),
        (ValueError("Timeout value was a string"), UnknownOutcomeFault),
    ],
    ids=str,
)
def test_an_exception_of_the_sdk_has_one_meaning(
    exception: Exception, kind: type[CloudinaryFault]
) -> None:
    assert type(fault_of_exception(exception)) is kind


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Unsupported video format or file", FailureCode.NOT_A_VIDEO),
        ("Empty file", FailureCode.NOT_A_VIDEO),
        ("File size too large. Got 2. Maximum is 1.", FailureCode.OUTPUT_TOO_LARGE),
        (_PAGE.format(413), FailureCode.OUTPUT_TOO_LARGE),
        ("Video is too large to process synchronously", FailureCode.OUTPUT_TOO_LARGE),
        ("A text that nobody has seen", FailureCode.INTERNAL_ERROR),
    ],
)
def test_a_refusal_has_a_code_of_ours(text: str, code: FailureCode) -> None:
    assert code_of_refusal(text) is code
