"""Telling the customer: by signed requests with retries, or through a channel that is polled."""

import base64
import json
import secrets
import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.error import HTTPError

from tests.services.cloudinary import signatures
from tests.services.cloudinary.core import Core

_POLL = "poll://"
_TIMEOUT_S = 10


@dataclass
class Notification:
    """One message to one destination; `statuses` are the answers so far, 0 where none came."""

    url: str
    body: bytes
    statuses: list[int] = field(default_factory=list)

    @property
    def document(self) -> dict[str, Any]:
        """The body, decoded."""
        return dict(json.loads(self.body))


class Notifier:
    """Sends what happened, unless told to `hold` or `drop` it.

    `retry_after_s` are the pauses before further tries: 3, 6 and 9 minutes at Cloudinary.
    """

    def __init__(self, core: Core) -> None:
        self._core = core
        self._threads = ThreadPoolExecutor(4, thread_name_prefix="notifier")
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self.mode: Literal["send", "hold", "drop"] = "send"
        self.retry_after_s: tuple[float, ...] = (0.1, 0.2, 0.3)
        self.created: list[Notification] = []
        self.held: list[Notification] = []
        self.channels: dict[str, list[dict[str, str]]] = {}

    def close(self) -> None:
        """End every retry."""
        self._closing.set()
        self._threads.shutdown()

    def tell(self, url: str, document: dict[str, Any]) -> None:
        """Send `document`, if anybody wants to know."""
        if not url:
            return
        common = {
            "timestamp": self._core.clock.now().isoformat(),
            "request_id": secrets.token_hex(16),
            "notification_context": {
                "triggered_at": self._core.clock.now().isoformat(),
                "triggered_by": {"source": "api", "id": self._core.account.api_key},
            },
            "signature_key": self._core.account.api_key,
        }
        body = json.dumps({**document, **common}).encode()
        notification = Notification(url, body)
        with self._lock:
            self.created.append(notification)
            if self.mode == "hold":
                self.held.append(notification)
        if self.mode == "send":
            self.send(notification)

    def release(self, *, times: int = 1, backwards: bool = False, aged_s: int = 0) -> None:
        """Send what was held: each so many times, the last first, or signed a while ago."""
        with self._lock:
            held, self.held = self.held, []
        for notification in reversed(held) if backwards else held:
            for _ in range(times):
                self.send(notification, aged_s=aged_s)

    def send(self, notification: Notification, *, aged_s: int = 0) -> None:
        """Send a message, for the first time or once more."""
        if notification.url.startswith(_POLL):
            channel = notification.url.removeprefix(_POLL)
            with self._lock:
                self.channels.setdefault(channel, []).append(self._buffered(notification, aged_s))
        elif not self._closing.is_set():
            self._threads.submit(self._deliver, notification, aged_s)

    def headers(self, body: bytes, *, aged_s: int = 0) -> dict[str, str]:
        """Return the headers that prove where `body` comes from."""
        timestamp = str(self._core.now_s - aged_s)
        secret, algorithm = self._core.account.api_secret, self._core.plan.algorithm
        signature = signatures.of_notification(body, timestamp, secret, algorithm)
        return {
            "Content-Type": "application/json",
            "X-Cld-Timestamp": timestamp,
            "X-Cld-Signature": signature,
        }

    def _deliver(self, notification: Notification, aged_s: int) -> None:
        for pause_s in (0.0, *self.retry_after_s):
            if self._closing.wait(pause_s):
                return
            status = self._post(notification, aged_s)
            notification.statuses.append(status)
            if 200 <= status < 300:
                return

    def _post(self, notification: Notification, aged_s: int) -> int:
        headers = self.headers(notification.body, aged_s=aged_s)
        request = urllib.request.Request(notification.url, notification.body, headers)
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:
                return int(answer.status)
        except HTTPError as error:
            error.close()
            return error.code
        except OSError:
            return 0

    def _buffered(self, notification: Notification, aged_s: int) -> dict[str, str]:
        headers = self.headers(notification.body, aged_s=aged_s)
        return {
            "receipt_handle": secrets.token_hex(8),
            "timestamp": headers["X-Cld-Timestamp"],
            "signature": headers["X-Cld-Signature"],
            "signed_payload": base64.urlsafe_b64encode(notification.body).decode().rstrip("="),
        }
