"""The secrets that sign, and the ids by which a signed thing says which one did."""

import hmac
from dataclasses import dataclass, field

from adapters.security.hkdf import hkdf_sha256

MIN_SECRET_BYTES = 32
"""As long as the hash's output. Source: RFC 7518 section 3.2."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A secret, and its id: 8 hexadecimal digits that every process finds for itself."""

    id: str
    secret: bytes = field(repr=False)


class KeyRing:
    """The key that signs, and the one before it, whose signatures count until it is dropped.

    Raises:
        ValueError: a secret has fewer than 32 bytes.
    """

    def __init__(self, secret: bytes, previous: bytes | None = None) -> None:
        self.current = _key(secret)
        self._previous = None if previous is None else _key(previous)

    def find(self, key_id: str) -> SigningKey | None:
        """Return the key with the id, or None."""
        for key in (self.current, self._previous):
            if key is not None and key.id == key_id:
                return key
        return None

    def derive(self, purpose: str) -> "KeyRing":
        """Return keys for `purpose` alone: what they sign is worth nothing elsewhere."""
        info = purpose.encode()
        current = hkdf_sha256(self.current.secret, info=info)
        if self._previous is None:
            return KeyRing(current)
        return KeyRing(current, hkdf_sha256(self._previous.secret, info=info))


def _key(secret: bytes) -> SigningKey:
    if len(secret) < MIN_SECRET_BYTES:
        raise ValueError(f"a secret needs {MIN_SECRET_BYTES} bytes, and this one has {len(secret)}")
    return SigningKey(hmac.digest(secret, b"key id", "sha256")[:4].hex(), secret)
