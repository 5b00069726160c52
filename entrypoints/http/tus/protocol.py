"""Versions, and what this server can do."""

from collections.abc import Mapping

from litestar import Request

from entrypoints.http.refusals import TusVersionUnsupportedError
from entrypoints.http.routes.parameters import refuse_unknown_parameters
from entrypoints.http.tus.checksums import ALGORITHMS

VERSION = "1.0.0"
CHUNK_TYPE = "application/offset+octet-stream"
_EXTENSIONS = (
    "creation",
    "creation-with-upload",
    "creation-defer-length",
    "expiration",
    "checksum",
    "termination",
)


def abilities(max_upload_bytes: int) -> Mapping[str, str]:
    """Return the headers that tell what this server can do."""
    return {
        "tus-version": VERSION,
        "tus-extension": ",".join(_EXTENSIONS),
        "tus-max-size": str(max_upload_bytes),
        "tus-checksum-algorithm": ",".join(ALGORITHMS),
    }


async def require_version(request: Request[object, object, object]) -> None:  # type: ignore[type-var]
    """Refuse other versions, and parameters of the query.

    Raises:
        TusVersionUnsupportedError: `Tus-Resumable` names another version, or is missing.
        ValidationFailedError: see `refuse_unknown_parameters`.
    """
    if request.headers.getall("tus-resumable", []) != [VERSION]:
        raise TusVersionUnsupportedError(VERSION)
    await refuse_unknown_parameters(request)
