"""Requests of the protocol as what the use-cases take."""

from collections.abc import Mapping

from application.use_cases.uploads.chunk import Chunk
from application.use_cases.uploads.start_upload import StartUploadRequest
from entrypoints.http.digests import find_sha256
from entrypoints.http.refusals import UnsupportedMediaTypeError
from entrypoints.http.request import ApiRequest
from entrypoints.http.tus.checksums import read_checksums
from entrypoints.http.tus.metadata import read_metadata
from entrypoints.http.tus.numbers import find_bytes, find_length, get_bytes
from entrypoints.http.tus.protocol import CHUNK_TYPE


def start_request(headers: Mapping[str, str]) -> StartUploadRequest:
    """Return what a creation asks for.

    Raises:
        ValidationFailedError: a header is missing or malformed.
    """
    metadata = headers.get("upload-metadata", "")
    told = read_metadata(metadata)
    return StartUploadRequest(
        length_bytes=find_length(headers),
        title=told.get("title", "").strip() or None,
        description=told.get("description"),
        filename=told.get("filename", ""),
        metadata=metadata,
        expected_sha256=_whole_sha256(headers),
    )


def content_of(wanted: StartUploadRequest) -> tuple[object, ...]:
    """Return what tells one creation from another under one idempotency key."""
    name = wanted.title or wanted.filename
    return name.strip(), (wanted.description or "").strip(), wanted.length_bytes


def first_chunk(request: ApiRequest, headers: Mapping[str, str]) -> Chunk | None:
    """Return the chunk that a creation brings along, or None.

    Raises:
        UnsupportedMediaTypeError: there is a body of another type.
        ValidationFailedError: a header is malformed.
    """
    if request.content_type[0] == CHUNK_TYPE:
        return _chunk(request, headers, 0, None)
    if request.content_length or "transfer-encoding" in request.headers:
        raise UnsupportedMediaTypeError(f"A body must be {CHUNK_TYPE}.")
    read_checksums(headers)  # of no bytes, but malformed all the same
    return None


def next_chunk(request: ApiRequest, headers: Mapping[str, str]) -> Chunk:
    """Return the chunk that a request brings.

    Raises:
        UnsupportedMediaTypeError: the body is of another type.
        ValidationFailedError: a header is missing or malformed.
    """
    if request.content_type[0] != CHUNK_TYPE:
        raise UnsupportedMediaTypeError(f"The body must be {CHUNK_TYPE}.")
    offset_bytes = get_bytes(headers, "Upload-Offset")
    return _chunk(request, headers, offset_bytes, find_bytes(headers, "Upload-Length"))


def _chunk(
    request: ApiRequest, headers: Mapping[str, str], offset_bytes: int, length_bytes: int | None
) -> Chunk:
    is_streamed = "transfer-encoding" in request.headers
    return Chunk(
        offset_bytes=offset_bytes,
        content=request.stream(),
        announced_bytes=None if is_streamed else request.content_length or 0,
        checksums=read_checksums(headers),
        length_bytes=length_bytes,
        expected_sha256=_whole_sha256(headers),
    )


def _whole_sha256(headers: Mapping[str, str]) -> str | None:
    digest = find_sha256(headers, "Repr-Digest")
    return None if digest is None else digest.hex()
