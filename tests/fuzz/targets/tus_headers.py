"""Headers of resumable uploads: metadata, lengths, offsets, checksums and digests."""

import base64

from domain.errors import PlatformError
from domain.video.details import Description, Filename, Title
from entrypoints.http.digests import read_digests
from entrypoints.http.tus.checksums import read_checksums
from entrypoints.http.tus.metadata import read_metadata
from entrypoints.http.tus.numbers import find_bytes
from entrypoints.http.tus.requests import start_request

SEEDS = (
    b"upload-length: 1000\nupload-metadata: filename YmlrZXMubXA0,title QmlrZXM=,is_private",
    b"upload-defer-length: 1\nupload-metadata: filetype dmlkZW8vbXA0 , description w6k=",
    b"upload-offset: 0\nupload-checksum: sha1 2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
    b"upload-checksum: sha256 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    b"content-digest: sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:;a=1, md5=:AA==:",
    b"repr-digest: sha-512=:AA==:\nupload-length: 18446744073709551616",
)


def try_one(data: bytes) -> None:
    """Read the headers of a creation and of a chunk, and judge what they name."""
    pairs = (line.partition(": ") for line in data.decode("latin-1").split("\n"))
    headers = {name: value for name, _, value in pairs}
    _round_trip(headers.get("upload-metadata", ""))
    for read in (read_checksums, read_digests, _read_offset, _read_creation):
        try:
            read(headers)
        except PlatformError:
            continue


def _round_trip(header: str) -> None:
    """Check that what was read says the same when it is written and read again."""
    try:
        found = read_metadata(header)
    except PlatformError:
        return
    written = ",".join(
        f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in found.items()
    )
    assert read_metadata(written) == found


def _read_offset(headers: dict[str, str]) -> None:
    found = find_bytes(headers, "Upload-Offset")
    assert found is None or found >= 0


def _read_creation(headers: dict[str, str]) -> None:
    asked = start_request(headers)
    assert asked.length_bytes is None or asked.length_bytes >= 0
    shown = Filename.from_client(asked.filename).text
    assert Filename.from_client(shown).text == shown
    assert "/" not in shown
    Title.parse(asked.title or shown)
    Description.parse(asked.description)
