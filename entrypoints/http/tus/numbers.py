"""Lengths and offsets in headers, whose names are in lower case here."""

import re
from collections.abc import Mapping

from domain.violations import ViolationCode, invalid

# 15 digits write any size of a file, and keep hostile numbers short.
_BYTES = re.compile(r"\d{1,15}", re.ASCII)


def find_bytes(headers: Mapping[str, str], name: str) -> int | None:
    """Return the number of bytes that a header tells, or None without it.

    Raises:
        ValidationFailedError: `bad_format`: it is no number of bytes.
    """
    text = headers.get(name.lower())
    if text is None:
        return None
    if _BYTES.fullmatch(text) is None:
        raise invalid(name, ViolationCode.BAD_FORMAT, "Must be a number of bytes.")
    return int(text)


def get_bytes(headers: Mapping[str, str], name: str) -> int:
    """Return the number of bytes that a header tells.

    Raises:
        ValidationFailedError: `required` or `bad_format`.
    """
    found = find_bytes(headers, name)
    if found is None:
        raise invalid(name, ViolationCode.REQUIRED, "Is needed.")
    return found


def find_length(headers: Mapping[str, str]) -> int | None:
    """Return `Upload-Length`, or None where `Upload-Defer-Length` says that it comes later.

    Raises:
        ValidationFailedError: neither is there, or both, or one of them is malformed.
    """
    deferred = headers.get("upload-defer-length")
    if deferred is None:
        return get_bytes(headers, "Upload-Length")
    if deferred != "1" or "upload-length" in headers:
        message = "Must be 1, and stand in the place of Upload-Length."
        raise invalid("Upload-Defer-Length", ViolationCode.BAD_FORMAT, message)
    return None
