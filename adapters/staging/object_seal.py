"""The object that makes a run of bytes visible: what it consists of, in order."""

import msgspec

from adapters.s3.bucket import S3Bucket
from adapters.s3.source import Part
from application.errors import SourceMissingError, StorageUnavailableError
from application.ports.staging_area import SealedFile


class _SealRecord(msgspec.Struct, frozen=True):
    """What `sealed` holds, as JSON: names in the run's folder, and how much of each counts."""

    parts: tuple[tuple[str, int], ...]
    sha256: str
    version: int = 1


def seal_key(folder: str) -> str:
    """Return the key of the seal."""
    return f"{folder}/sealed"


async def put_seal(bucket: S3Bucket, folder: str, parts: list[Part], sha256: str) -> SealedFile:
    """Make `parts` visible as one file."""
    named = tuple((part.key.rpartition("/")[2], part.size_bytes) for part in parts)
    await bucket.put(seal_key(folder), msgspec.json.encode(_SealRecord(named, sha256)))
    return SealedFile(sum(part.size_bytes for part in parts), sha256)


async def find_seal(bucket: S3Bucket, folder: str) -> tuple[list[Part], str] | None:
    """Return what was sealed and its SHA-256, or None."""
    content = await bucket.find(seal_key(folder))
    if content is None:
        return None
    try:
        record = msgspec.json.decode(content, type=_SealRecord)
    except msgspec.MsgspecError as exc:
        raise StorageUnavailableError from exc
    return [Part(f"{folder}/{name}", size) for name, size in record.parts], record.sha256


async def get_sealed_parts(bucket: S3Bucket, folder: str) -> tuple[Part, ...]:
    """Return what was sealed.

    Raises:
        SourceMissingError: nothing is.
    """
    found = await find_seal(bucket, folder)
    if found is None:
        raise SourceMissingError
    return tuple(found[0])
