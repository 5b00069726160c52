"""The Admin API, and the channel of notifications that is polled: few calls, counted."""

import base64
import json
import threading
import time
from typing import Any

from tests.services.cloudinary.assets import Asset
from tests.services.cloudinary.core import Core
from tests.services.cloudinary.exchange import Answer, Call, RefusedError
from tests.services.cloudinary.notifications import Notifier

_POLL_INTERVAL_S = 0.05
_DEFAULT_DERIVED = 10


class AdminApi:
    """Answers who knows the key and its secret."""

    def __init__(self, core: Core, notifier: Notifier) -> None:
        self._core = core
        self._notifier = notifier
        self._lock = threading.Lock()
        self._claimed: dict[str, tuple[str, dict[str, str], float]] = {}

    def check(self, call: Call) -> None:
        """Let a call pass with the right key, while any are left in this hour.

        Raises:
            RefusedError: a wrong key, or too many calls.
        """
        account = self._core.account
        expected = base64.b64encode(f"{account.api_key}:{account.api_secret}".encode()).decode()
        if call.headers.get("Authorization", "").lower() != f"basic {expected}".lower():
            raise RefusedError(401, "Invalid credentials")
        if self._core.plan.admin_calls <= 0:
            text = "Rate Limit Exceeded. Limit of 500 api operations reached."
            raise RefusedError(420, text)
        self._core.plan.admin_calls -= 1

    def resource(self, call: Call, resource_type: str, type_: str, public_id: str) -> Answer:
        """Describe an asset and the finished things that were made of it."""
        asset = self._core.assets.find((resource_type, type_, public_id))
        if asset is None:
            raise RefusedError(404, f"Resource not found - {public_id}")
        most = int(call.query.get("max_results", _DEFAULT_DERIVED))
        address = self._core.url_of(asset, "", f".{asset.format}")
        facts = asset.facts
        document: dict[str, Any] = {
            "asset_id": asset.asset_id,
            "public_id": asset.public_id,
            "format": asset.format,
            "version": asset.version,
            "resource_type": resource_type,
            "type": type_,
            "created_at": asset.created_at.isoformat(),
            "bytes": asset.original.stat().st_size,
            "url": address,
            "secure_url": address,
            "derived": self._derived(asset)[:most],
        }
        if facts is not None:
            document |= {
                "width": facts.width_px,
                "height": facts.height_px,
                "duration": facts.duration_s,
                "is_audio": not facts.codec,
                "video": {"codec": facts.codec} if facts.codec else {},
                "audio": {"codec": "aac"} if facts.has_sound else {},
            }
        return self._answer(document)

    def usage(self) -> Answer:
        """Tell the plan's limits."""
        limits = {"video_max_size_bytes": self._core.plan.video_bytes}
        return self._answer({"plan": "Free", "media_limits": limits})

    def notifications(self, call: Call) -> Answer:
        """Hand out what a channel holds; it comes again unless it is acknowledged in time."""
        channel = call.query.get("channel", "")
        most = int(call.query.get("max_messages", 10))
        hidden_s = float(call.query.get("visibility_timeout", 30))
        ends = time.monotonic() + float(call.query.get("wait_seconds", 20))
        while True:
            with self._lock:
                self._return_unacknowledged()
                waiting = self._notifier.channels.get(channel, [])
                messages = waiting[:most]
                del waiting[:most]
                for message in messages:
                    overdue = time.monotonic() + hidden_s
                    self._claimed[message["receipt_handle"]] = (channel, message, overdue)
            if messages or time.monotonic() >= ends:
                return self._answer({"messages": list(map(_opened, messages))} if messages else {})
            time.sleep(_POLL_INTERVAL_S)

    def acknowledge(self, call: Call) -> Answer:
        """Forget what was handed out."""
        handles = json.loads(call.body)["receipt_handles"]
        with self._lock:
            known = [handle for handle in handles if self._claimed.pop(handle, None)]
        return self._answer({"acknowledged": len(known)})

    def _return_unacknowledged(self) -> None:
        for handle, (channel, message, overdue) in list(self._claimed.items()):
            if time.monotonic() >= overdue:
                del self._claimed[handle]
                self._notifier.channels.setdefault(channel, []).append(message)

    def _derived(self, asset: Asset) -> list[dict[str, Any]]:
        rows = []
        with self._core.assets.lock:
            ready = [entry for entry in asset.derived.items() if entry[1].state == "ready"]
        for number, ((transformation, ending), made) in enumerate(ready):
            assert made.file is not None
            address = self._core.url_of(asset, transformation, ending)
            rows.append(
                {
                    "transformation": transformation,
                    "format": made.format,
                    "bytes": made.file.stat().st_size,
                    "id": f"{asset.asset_id}{number}",
                    "url": address,
                    "secure_url": address,
                }
            )
        return rows

    def _answer(self, document: dict[str, Any]) -> Answer:
        answer = Answer.of(document)
        return Answer(answer.status, answer.body, {**answer.headers, **self._core.rate_headers()})


def _opened(message: dict[str, str]) -> dict[str, Any]:
    signed = message["signed_payload"]
    payload = json.loads(base64.urlsafe_b64decode(signed + "=" * (-len(signed) % 4)))
    return {**message, "payload": payload}
