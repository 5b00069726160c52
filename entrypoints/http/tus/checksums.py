"""What a request says about the bytes of its chunk."""

import base64
import hashlib
from collections.abc import Mapping

from application.use_cases.uploads.chunk import Checksum
from domain.violations import ViolationCode, invalid
from entrypoints.http.digests import find_sha256

ALGORITHMS = ("sha1", "sha256")
_HEADER = "Upload-Checksum"


def read_checksums(headers: Mapping[str, str]) -> tuple[Checksum, ...]:
    """Return the checksums that `Upload-Checksum` and `Content-Digest` announce.

    Raises:
        ValidationFailedError: `bad_format`: malformed, or of an unknown algorithm.
    """
    announced = []
    header = headers.get(_HEADER.lower())
    if header is not None:
        announced.append(_read(header))
    digest = find_sha256(headers, "Content-Digest")
    if digest is not None:
        announced.append(Checksum("sha256", digest))
    return tuple(announced)


def _read(header: str) -> Checksum:
    algorithm, _, encoded = header.partition(" ")
    try:
        digest = base64.b64decode(encoded, validate=True)
    except ValueError:  # no base64, or no ASCII at all
        digest = b""
    if algorithm not in ALGORITHMS or len(digest) != hashlib.new(algorithm).digest_size:
        message = f"Must be one of {', '.join(ALGORITHMS)}, a blank, and the digest in base64."
        raise invalid(_HEADER, ViolationCode.BAD_FORMAT, message)
    return Checksum(algorithm, digest)
