"""Whether a notification is certainly from Cloudinary, and fresh.

The SDK's own check knows the global secret alone, takes messages from the future and compares in
time that tells; so it is done here.
Source: Cloudinary, Verifying notification signatures.
"""

import hmac
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import new

from application.errors import ReportRefusedError

MAX_AGE = timedelta(seconds=300)
"""Source: promise P45."""

_ALGORITHMS = {40: "sha1", 64: "sha256"}
"""By the digits of the signature: which one is used is a setting of the account."""


def require_signature(
    headers: Mapping[str, str], body: bytes, secrets: Sequence[str], now: datetime | None
) -> None:
    """Let a notification pass that one of `secrets` has signed within five minutes of `now`.

    Without `now` its age does not matter: one that we fetched ourselves cannot be a replay.

    Raises:
        ReportRefusedError: anything is missing, malformed, wrong, too old or from the future.
    """
    timestamp = headers.get("x-cld-timestamp", "")
    signature = headers.get("x-cld-signature", "").lower()
    algorithm = _ALGORITHMS.get(len(signature))
    if algorithm is None or (now is not None and not _is_fresh(timestamp, now)):
        raise ReportRefusedError
    is_right = False
    for secret in secrets:
        expected = new(algorithm, body + timestamp.encode() + secret.encode()).hexdigest()
        is_right |= hmac.compare_digest(expected.encode(), signature.encode())
    if not is_right:
        raise ReportRefusedError


def _is_fresh(timestamp: str, now: datetime) -> bool:
    if not (timestamp.isascii() and timestamp.isdecimal()):
        return False
    try:
        signed_at = datetime.fromtimestamp(int(timestamp), UTC)
    except (OverflowError, OSError, ValueError):
        return False
    return abs(now - signed_at) <= MAX_AGE
