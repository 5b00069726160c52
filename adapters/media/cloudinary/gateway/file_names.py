"""Flat names for delivered files, which only we can make.

Whoever holds a grant may ask for any name, and what we are asked for we sign: so a name that was
not given out here must not lead to a transformation, which could be costly, or lay another user's
asset over this one.
"""

import base64
import binascii
import hashlib
import hmac

from adapters.media.cloudinary.gateway.addresses import Target
from application.errors import MediaFileMissingError

_MAC_BYTES = 16
_LABEL = b"names of delivered files"


class FileNames:
    """Writes and reads names of the form `{base64url(code + what it is)}.{extension}`."""

    def __init__(self, api_secret: str) -> None:
        self._key = hmac.digest(api_secret.encode(), _LABEL, hashlib.sha256)

    def written(self, public_id: str, target: Target) -> str:
        """Return the name of a file of one asset."""
        text = f"{target.transformation}\n{target.ending}".encode()
        code = self._code(public_id, text, target.extension)
        return f"{base64.urlsafe_b64encode(code + text).decode().rstrip('=')}.{target.extension}"

    def read(self, public_id: str, name: str) -> Target:
        """Return the file that a name stands for.

        Raises:
            MediaFileMissingError: we gave no such name for this asset.
        """
        stem, _, extension = name.rpartition(".")
        try:
            decoded = base64.b64decode(stem + "=" * (-len(stem) % 4), b"-_", validate=True)
        except binascii.Error as exc:
            raise MediaFileMissingError from exc
        code, text = decoded[:_MAC_BYTES], decoded[_MAC_BYTES:]
        if not hmac.compare_digest(code, self._code(public_id, text, extension)):
            raise MediaFileMissingError
        transformation, _, ending = text.decode().partition("\n")
        return Target(transformation, ending, extension)

    def _code(self, public_id: str, text: bytes, extension: str) -> bytes:
        signed = b"\0".join((public_id.encode(), extension.encode(), text))
        return hmac.digest(self._key, signed, hashlib.sha256)[:_MAC_BYTES]
