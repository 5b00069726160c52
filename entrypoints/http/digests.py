"""`Content-Digest` and `Repr-Digest`: dictionaries of algorithms and digests.

Source: RFC 9530 sections 2 and 3, RFC 9651 section 3.2.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import AsyncIterator, Mapping

from domain.violations import ViolationCode, invalid

_MEMBER = re.compile(r"([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/=]*):(?:;[^,]*)?", re.ASCII)
_SHA256_BYTES = hashlib.sha256().digest_size


class HashedBody:
    """Passes a body on, and knows the SHA-256 of what has passed."""

    def __init__(self, body: AsyncIterator[bytes]) -> None:
        self._body = body
        self._sha256 = hashlib.sha256()

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the body."""
        async for chunk in self._body:
            self._sha256.update(chunk)
            yield chunk

    def digest(self) -> bytes:
        """Return the digest of what has passed."""
        return self._sha256.digest()


def read_digests(headers: Mapping[str, str]) -> tuple[bytes, ...]:
    """Return every SHA-256 that `Content-Digest` and `Repr-Digest` tell.

    Raises:
        ValidationFailedError: `bad_format` for a malformed header.
    """
    found = (find_sha256(headers, name) for name in ("Content-Digest", "Repr-Digest"))
    return tuple(digest for digest in found if digest is not None)


def find_sha256(headers: Mapping[str, str], name: str) -> bytes | None:
    """Return the SHA-256 that a digest header tells; other algorithms are left aside.

    The names in `headers` are in lower case.

    Raises:
        ValidationFailedError: `bad_format` for a malformed header.
    """
    header = headers.get(name.lower())
    if header is None:
        return None
    found: bytes | None = None
    for member in header.split(","):
        match = _MEMBER.fullmatch(member.strip())
        if match is None:
            raise _malformed(name)
        if match[1] == "sha-256":
            found = _decode(name, match[2])
    return found


def _decode(name: str, text: str) -> bytes:
    try:
        digest = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise _malformed(name) from error
    if len(digest) != _SHA256_BYTES:
        raise _malformed(name)
    return digest


def _malformed(name: str) -> Exception:
    return invalid(name, ViolationCode.BAD_FORMAT, "Must be like sha-256=:base64 of 32 bytes:.")
