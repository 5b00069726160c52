"""Cloudinary's notifications: delivered to us, or fetched from a channel."""

import base64
import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import msgspec

from adapters.media.cloudinary.account import CloudinaryAccount
from adapters.media.cloudinary.calls import CloudinaryCalls
from adapters.media.cloudinary.faults import CloudinaryFault
from adapters.media.cloudinary.naming import DELIVERY_TYPE, RESOURCE_TYPE, ids_of
from adapters.media.cloudinary.report_text import ReportText, read_notification
from adapters.media.cloudinary.signatures import require_signature
from application.errors import ReportRefusedError, ServiceUnavailableError
from application.ports.clock import Clock
from application.ports.engine_reports import Arrival, CollectedReport, EngineReport, EngineReports

_DEAF_FOR = timedelta(minutes=1)
"""After a fault; meanwhile the engine looks by itself whether a video is ready."""

_log = logging.getLogger(__name__)

_decode = msgspec.json.Decoder(dict[str, Any]).decode


class CloudinaryEngineReports(EngineReports):
    """Notifications signed with the account's secret, or with one of its former ones."""

    def __init__(
        self,
        account: CloudinaryAccount,
        calls: CloudinaryCalls,
        clock: Clock,
        channel: str | None,
    ) -> None:
        self._account = account
        self._calls = calls
        self._clock = clock
        self._channel = channel
        self._deaf_until = clock.now()

    def read(self, headers: Mapping[str, str], body: bytes) -> EngineReport | None:
        require_signature(headers, body, self._account.secrets, self._clock.now())
        return _read(body)

    def merge(self, known: str | None, report: EngineReport) -> str:
        return ReportText.read(known).added_to(ReportText.read(report.text)).write()

    async def collect(self) -> tuple[CollectedReport, ...]:
        if self._channel is None or self._clock.now() < self._deaf_until:
            return ()
        try:
            messages = await self._calls.fetch_messages(self._channel)
        except CloudinaryFault as fault:
            _log.warning("no notifications can be fetched: %s", type(fault).__name__)
            self._deaf_until = self._clock.now() + _DEAF_FOR
            return ()
        return tuple(
            CollectedReport(str(message["receipt_handle"]), self._opened(message))
            for message in messages
            if "receipt_handle" in message
        )

    async def acknowledge(self, receipts: Sequence[str]) -> None:
        if not receipts:
            return
        try:
            await self._calls.acknowledge(receipts)
        except CloudinaryFault as fault:
            raise ServiceUnavailableError from fault

    def _opened(self, message: Mapping[str, Any]) -> EngineReport | None:
        """Return what a fetched message says; one that is not rightly signed says nothing."""
        text = str(message.get("signed_payload", ""))
        headers = {
            "x-cld-timestamp": str(message.get("timestamp", "")),
            "x-cld-signature": str(message.get("signature", "")),
        }
        try:
            body = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            require_signature(headers, body, self._account.secrets, None)
        except (ReportRefusedError, ValueError):
            _log.warning("fetched notification without a right signature")
            return None
        return _read(body)


def _read(body: bytes) -> EngineReport | None:
    try:
        return _report_of(_decode(body))
    except (msgspec.DecodeError, UnicodeDecodeError, AttributeError, LookupError, TypeError):
        # Signed, so it is Cloudinary's; refused, it would only come again.
        _log.warning("notification of an unknown form")
        return None


def _report_of(document: Mapping[str, Any]) -> EngineReport | None:
    ids, said = ids_of(str(document.get("public_id", ""))), read_notification(document)
    if ids is None or said is None:
        return None
    video_id, owner_id = ids
    return EngineReport(video_id, owner_id, said.write(), _arrival_of(document))


def _arrival_of(document: Mapping[str, Any]) -> Arrival | None:
    """Return the original that an upload brought; of one that was there before, too."""
    if document.get("notification_type") != "upload":
        return None
    kind, size_bytes = str(document.get("resource_type", "")), document.get("bytes")
    is_video = kind == RESOURCE_TYPE and document.get("type") == DELIVERY_TYPE
    return Arrival(size_bytes if isinstance(size_bytes, int) else 0, is_video, kind)
