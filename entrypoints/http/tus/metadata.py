"""`Upload-Metadata`: keys and base64 values."""

import base64
import binascii
import re

from domain.violations import ViolationCode, invalid

# ASCII without blanks and commas.
_KEY = re.compile(r"[!-+\--~]+", re.ASCII)
_HEADER = "Upload-Metadata"


def read_metadata(header: str) -> dict[str, str]:
    """Return what `header` tells; a key without a value has an empty one.

    Keys that nobody asks for are read all the same.

    Raises:
        ValidationFailedError: `bad_format`: malformed, a key twice, or a value that is no UTF-8.
    """
    found: dict[str, str] = {}
    for pair in header.split(",") if header.strip() else ():
        key, _, value = pair.strip().partition(" ")
        if _KEY.fullmatch(key) is None or key in found:
            raise _refused(f"Has the key {key!r} twice, or in a wrong form.")
        found[key] = _decode(key, value.strip())
    return found


def _decode(key: str, value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise _refused(f"Has a value for {key!r} that is not UTF-8 in base64.") from error


def _refused(message: str) -> Exception:
    return invalid(_HEADER, ViolationCode.BAD_FORMAT, message)
