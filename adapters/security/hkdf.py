"""Keys for one purpose each, from a secret that has several."""

import hashlib
import hmac

_DIGEST_BYTES = hashlib.sha256().digest_size


def hkdf_sha256(secret: bytes, *, salt: bytes = b"", info: bytes, length: int = 32) -> bytes:
    """Return `length` bytes that tell nothing of `secret`, nor of those for another `info`.

    Args:
        secret: what cannot be guessed.
        salt: need not be secret; may be empty.
        info: the purpose.
        length: bytes to return, 1 to 8160.

    Source: RFC 5869.
    """
    extracted = hmac.digest(salt or bytes(_DIGEST_BYTES), secret, "sha256")
    expanded, block = b"", b""
    for number in range(1, -(-length // _DIGEST_BYTES) + 1):
        block = hmac.digest(extracted, block + info + bytes([number]), "sha256")
        expanded += block
    return expanded[:length]
