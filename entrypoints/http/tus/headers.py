"""The headers of a request that the protocol knows."""

from collections.abc import Mapping

from litestar.datastructures import Headers

from domain.violations import ViolationCode, invalid

_NAMES = (
    "Content-Digest",
    "Repr-Digest",
    "Upload-Checksum",
    "Upload-Defer-Length",
    "Upload-Length",
    "Upload-Metadata",
    "Upload-Offset",
)


def read_headers(headers: Headers) -> Mapping[str, str]:
    """Return the protocol's headers by their names in lower case.

    Raises:
        ValidationFailedError: `out_of_range` for one that is sent more than once.
    """
    found: dict[str, str] = {}
    for name in _NAMES:
        values = headers.getall(name, [])
        if len(values) > 1:
            raise invalid(name, ViolationCode.OUT_OF_RANGE, "Must be sent once.")
        if values:
            found[name.lower()] = values[0]
    return found
