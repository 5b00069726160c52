"""What proves to a receiver that a message is ours.

Source: https://github.com/standard-webhooks/standard-webhooks, "Signature scheme".
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Self

_PREFIX = "whsec_"


@dataclass(frozen=True, slots=True)
class WebhookSecret:
    """`whsec_` and 24 to 64 random bytes in base64."""

    text: str = field(repr=False)

    @classmethod
    def made_of(cls, random: str) -> Self:
        """Return the secret that holds `random`: 256 bits as unpadded URL-safe base64."""
        key = base64.urlsafe_b64decode(random + "=" * (-len(random) % 4))
        return cls(_PREFIX + base64.b64encode(key).decode())

    def sign(self, message_id: str, timestamp_s: int, body: str) -> str:
        """Return the signature `v1,…` of a message: HMAC-SHA256 over id, time and body."""
        key = base64.b64decode(self.text.removeprefix(_PREFIX))
        signed = f"{message_id}.{timestamp_s}.{body}".encode()
        return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
