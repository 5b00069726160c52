"""Playback grants as 100 characters of a path.

Layout, before base64url: version (1 byte), key id (4), video id (16), audience (16), expiry in
seconds since 1970 (6, big-endian), HMAC-SHA256 over all that (32).
75 bytes fill 100 characters to the last bit: no two texts mean the same bytes, and none has
padding.
"""

import base64
import hmac
import re
from datetime import UTC, datetime, timedelta

from adapters.security.keys import KeyRing, SigningKey
from application.errors import UrlExpiredError, UrlInvalidError
from application.ports.playback_grants import PlaybackGrant, PlaybackGrants
from domain.ids import Id, UserId, VideoId

_VERSION = b"\x01"
_PURPOSE = "streaming-platform playback grants"
_TEXT = re.compile(r"[A-Za-z0-9_-]{100}", re.ASCII)
_EXPIRY_BYTES = 6
_SIGNATURE_BYTES = 32


class HmacPlaybackGrants(PlaybackGrants):
    """Grants of keys derived from `keys`; no other use of those yields a grant.

    `leeway` is how far the clocks of two machines may differ.
    """

    def __init__(self, keys: KeyRing, leeway: timedelta = timedelta(seconds=5)) -> None:
        self._keys = keys.derive(_PURPOSE)
        self._leeway = leeway

    def issue(self, grant: PlaybackGrant) -> str:
        key = self._keys.current
        expiry_s = int(grant.expires_at.timestamp())
        signed = b"".join(
            (
                _VERSION,
                bytes.fromhex(key.id),
                _to_bytes(grant.video_id),
                _to_bytes(grant.audience),
                expiry_s.to_bytes(_EXPIRY_BYTES, "big"),
            )
        )
        return base64.urlsafe_b64encode(signed + _sign(key, signed)).decode()

    def read(self, text: str, now: datetime) -> PlaybackGrant:
        if _TEXT.fullmatch(text) is None:
            raise UrlInvalidError
        content = base64.urlsafe_b64decode(text)
        signed, signature = content[:-_SIGNATURE_BYTES], content[-_SIGNATURE_BYTES:]
        key = self._keys.find(signed[1:5].hex())
        if key is None or not hmac.compare_digest(_sign(key, signed), signature):
            raise UrlInvalidError
        expires_at = datetime.fromtimestamp(int.from_bytes(signed[37:], "big"), UTC)
        if now >= expires_at + self._leeway:
            raise UrlExpiredError
        return PlaybackGrant(
            VideoId(_to_text(signed[5:21])), UserId(_to_text(signed[21:37])), expires_at
        )


def _sign(key: SigningKey, content: bytes) -> bytes:
    return hmac.digest(key.secret, content, "sha256")


def _to_bytes(some_id: Id) -> bytes:
    return bytes.fromhex(some_id.replace("-", ""))


def _to_text(raw: bytes) -> str:
    digits = raw.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
