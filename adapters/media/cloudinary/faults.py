"""How calls of Cloudinary fail, and what that means for what was asked.

The SDK's exceptions carry no status, so calls of the Upload API return their errors instead, and
for the others it is read out of the class first and the text then.
Source: execute_request.py and uploader.py of SDK 1.46, and measurements of both.
"""

import re
from collections.abc import Mapping

from adapters.media.cloudinary import unconfirmed
from domain.video.failure import FailureCode

_QUOTA_WAIT_S = 60.0
_CROWD_WAIT_S = 10.0
_TOO_MANY_AT_ONCE = 429
_SERVER_ERROR = 500
_STATUS_IN_TEXT = re.compile(r"(?:Error |server response \()(\d{3})\b")
_NEVER_SENT = ("Connection refused", "NameResolutionError", "Name or service not known")
_BY_CLASS = {
    "BadRequest": 400,
    "AuthorizationRequired": 401,
    "NotAllowed": 403,
    "NotFound": 404,
    "AlreadyExists": 409,
    "RateLimited": 420,
}


class CloudinaryFault(Exception):  # noqa: N818 - an exchange that went wrong, not an error of ours
    """A call that did not do what was asked."""


class RefusedFault(CloudinaryFault):
    """Asking again cannot help; the text says why."""


class MisconfiguredFault(CloudinaryFault):
    """Key, secret, cloud or plan are wrong: the operator's to mend."""


class MissingFault(CloudinaryFault):
    """There is no such asset."""


class RateLimitedFault(CloudinaryFault):
    """Too many calls; the next may come after `wait_s`."""

    def __init__(self, text: str, wait_s: float = _QUOTA_WAIT_S) -> None:
        super().__init__(text)
        self.wait_s = wait_s


class UnavailableFault(CloudinaryFault):
    """It was certainly not done, and may be asked again."""


class UnknownOutcomeFault(CloudinaryFault):
    """It may have been done; only Cloudinary knows."""


_BY_STATUS: Mapping[int, type[CloudinaryFault]] = {
    401: MisconfiguredFault,
    403: MisconfiguredFault,
    404: MissingFault,
    408: UnknownOutcomeFault,
    420: RateLimitedFault,
    423: UnavailableFault,
    500: UnavailableFault,
    503: UnavailableFault,
}
"""The rest: of the server's, the outcome is unknown; of ours, asking again cannot help."""


def fault_of_status(status: int, text: str) -> CloudinaryFault:
    """Return what an answer with an error means."""
    if text.startswith("Stale request"):
        # Every call is signed afresh: a wrong clock, which may be put right.
        return UnavailableFault(text)
    if status == _TOO_MANY_AT_ONCE:
        return RateLimitedFault(text, _CROWD_WAIT_S)
    default = UnknownOutcomeFault if status >= _SERVER_ERROR else RefusedFault
    return _BY_STATUS.get(status, default)(text)


def fault_of_exception(exc: Exception) -> CloudinaryFault:
    """Return what an exception of the SDK means, whatever its class."""
    text = str(exc)
    if (status := _BY_CLASS.get(type(exc).__name__)) is not None:
        return fault_of_status(status, text)
    if found := _STATUS_IN_TEXT.search(text):
        return fault_of_status(int(found[1]), text)
    if type(exc).__name__ == "GeneralError" and not _is_about_the_line(text):
        return UnavailableFault(text)
    if any(sign in text for sign in _NEVER_SENT):
        return UnavailableFault(text)
    return UnknownOutcomeFault(text)


def code_of_refusal(text: str) -> FailureCode:
    """Return the failure code for Cloudinary's reason, of an upload or of an item of a batch."""
    for sign, code in unconfirmed.REASONS:
        if sign in text:
            return code
    return FailureCode.INTERNAL_ERROR


def _is_about_the_line(text: str) -> bool:
    return "Unexpected error" in text or "Socket" in text or "Error parsing" in text
