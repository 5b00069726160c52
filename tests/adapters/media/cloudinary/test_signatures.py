"""A notification counts only with a right signature and a fresh timestamp."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from adapters.media.cloudinary.signatures import require_signature
from application.errors import ReportRefusedError

_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_BODY = b'{"notification_type": "eager"}'
_SECRET = "present"
_SECRETS = (_SECRET, "former")


def _signed(
    body: bytes = _BODY,
    secret: str = _SECRET,
    algorithm: str = "sha1",
    age: timedelta = timedelta(),
) -> dict[str, str]:
    timestamp = str(int((_NOW - age).timestamp()))
    signature = hashlib.new(algorithm, body + timestamp.encode() + secret.encode()).hexdigest()
    return {"x-cld-timestamp": timestamp, "x-cld-signature": signature}


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
@pytest.mark.parametrize("secret", _SECRETS)
def test_P45_every_secret_and_both_algorithms_are_believed(algorithm: str, secret: str) -> None:
    require_signature(_signed(secret=secret, algorithm=algorithm), _BODY, _SECRETS, _NOW)


@pytest.mark.parametrize("seconds", [300, 299, 0, -299, -300])
def test_P45_five_minutes_either_way_are_fresh(seconds: int) -> None:
    require_signature(_signed(age=timedelta(seconds=seconds)), _BODY, _SECRETS, _NOW)


@pytest.mark.parametrize("seconds", [301, 600, -301, -86_400])
def test_P45_older_ones_and_those_of_the_future_are_refused(seconds: int) -> None:
    with pytest.raises(ReportRefusedError):
        require_signature(_signed(age=timedelta(seconds=seconds)), _BODY, _SECRETS, _NOW)


def test_a_message_that_was_fetched_may_have_any_age() -> None:
    require_signature(_signed(age=timedelta(days=1)), _BODY, _SECRETS, None)


@pytest.mark.parametrize(
    "change",
    [
        {"x-cld-signature": ""},
        {"x-cld-signature": "0" * 40},
        {"x-cld-signature": "é" * 40},
        {"x-cld-signature": "0" * 64},
        {"x-cld-timestamp": ""},
        {"x-cld-timestamp": "soon"},
        {"x-cld-timestamp": "1e9"},
        {"x-cld-timestamp": "-1"},
        {"x-cld-timestamp": "٣"},
        {"x-cld-timestamp": "9" * 400},
    ],
    ids=str,
)
def test_T42_what_is_malformed_is_refused_like_what_is_wrong(change: dict[str, str]) -> None:
    with pytest.raises(ReportRefusedError):
        require_signature(_signed() | change, _BODY, _SECRETS, _NOW)


def test_T42_another_body_another_secret_and_none_are_refused() -> None:
    for headers, body in (
        (_signed(), _BODY + b" "),
        (_signed(secret="guessed"), _BODY),
        (_signed(secret=""), _BODY),
        ({}, _BODY),
    ):
        with pytest.raises(ReportRefusedError):
            require_signature(headers, body, _SECRETS, _NOW)
