"""Notifications of the hosted engine: foreign ones are refused, signed ones of any form are read.

What was read is added to what is known in any order, and any number of times.
"""

import hashlib

from adapters.media.cloudinary.account import CloudinaryAccount
from adapters.media.cloudinary.breaker import CircuitBreaker
from adapters.media.cloudinary.calls import CloudinaryCalls
from adapters.media.cloudinary.reports import CloudinaryEngineReports
from adapters.media.cloudinary.settings import CloudinarySettings
from application.errors import ReportRefusedError
from application.ports.engine_reports import EngineReport
from tests.doubles.clock import ManualClock

_ID = "01900000-0000-7000-8000-000000000001"
_ACCOUNT = CloudinaryAccount("cloud", "key", "the secret of a test")
_SIGN = b"\x00"
"""Before a body that is to be signed rightly; otherwise the first two lines are the headers."""

_NAMED = f'"public_id": "{_ID}/{_ID}"'.encode()

SEEDS = (
    _SIGN + b'{"notification_type": "eager", "batch_id": "b", "eager": [{"format": "m3u8", '
    b'"secure_url": "https://x"}, {"status": "failed", "reason": "r"}], ' + _NAMED + b"}",
    _SIGN
    + b'{"notification_type": "upload", "version": 1, "bytes": 1e9, "resource_type": "video", '
    b'"type": "authenticated", "eager": [{"batch_id": "b"}], ' + _NAMED + b"}",
    _SIGN + b'{"notification_type": "upload", "eager": {"0": 1}, ' + _NAMED + b"}",
    b"1767225600\n" + b"0" * 40 + b'\n{"notification_type": "eager"}',
)

_clock = ManualClock()
_calls = CloudinaryCalls(_ACCOUNT, CloudinarySettings(), CircuitBreaker(_clock))
_reports = CloudinaryEngineReports(_ACCOUNT, _calls, _clock, None)


def try_one(data: bytes) -> None:
    """Deliver a notification, signed or with headers of its own."""
    if not data.startswith(_SIGN):
        timestamp, _, rest = data.decode("latin-1").partition("\n")
        signature, _, body = rest.partition("\n")
        _refuse(timestamp, signature, body.encode("latin-1"))
        return
    found = _deliver(data[1:])
    if found is not None:
        _add_up(found)


def _refuse(timestamp: str, signature: str, body: bytes) -> None:
    headers = {"x-cld-timestamp": timestamp, "x-cld-signature": signature}
    try:
        _reports.read(headers, body)
    except ReportRefusedError:
        return
    raise AssertionError("a notification without a right signature is taken")


def _deliver(body: bytes) -> EngineReport | None:
    timestamp = str(int(_clock.now().timestamp()))
    signed = body + timestamp.encode() + _ACCOUNT.api_secret.encode()
    signature = hashlib.sha1(signed).hexdigest()
    return _reports.read({"x-cld-timestamp": timestamp, "x-cld-signature": signature}, body)


def _add_up(found: EngineReport) -> None:
    once = _reports.merge(None, found)
    assert _reports.merge(once, found) == once
