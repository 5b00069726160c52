"""Staging areas, media stores, and the files that they hand out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.files.borrowing import BorrowedFiles
from adapters.files.local_source import LocalSourceFile
from adapters.files.memory_source import MemorySourceFile
from adapters.files.threads import DiskThreads
from adapters.files.writable_folder import WritableFolderCheck
from adapters.media.cloudinary.gateway.addresses import Addresses, Target
from adapters.media.cloudinary.gateway.blocks import BlockCache
from adapters.media.cloudinary.gateway.delivered_file import DeliveredFile, HostedOriginal
from adapters.media.cloudinary.hosted_place import HostedPlace
from adapters.media.cloudinary.upstream import Upstream
from adapters.s3.bucket import S3Bucket
from adapters.s3.check import S3Check
from adapters.s3.source import Part, S3SourceFile
from adapters.staging.local_disk import LocalDiskStagingArea, LocalDiskStagingWriter
from adapters.staging.local_resumable import LocalDiskResumableWriter
from adapters.staging.memory import (
    MemoryResumableWriter,
    MemoryStagingArea,
    MemoryStagingWriter,
)
from adapters.staging.object_resumable import S3ResumableWriter
from adapters.staging.object_store import S3StagingArea, S3StagingWriter
from adapters.storage.local_disk import LocalDiskMediaStore
from adapters.storage.memory import MemoryMediaStore
from adapters.storage.object_store import S3MediaStore
from adapters.system.clock import SystemClock
from adapters.system.processes import HostProcesses
from application.ports.dependency_check import DependencyCheck
from application.ports.media_store import MediaStore
from application.ports.source_file import SourceFile
from application.ports.staging_area import StagingArea
from tests.adapters.media.cloudinary.hosting import account_of
from tests.adapters.s3.bucket import bucket_at
from tests.contracts.adapters_under_test.table import Adapter, Table
from tests.services.cloudinary.shelf import put_asset
from tests.services.cloudinary.stand_in import CloudinaryStandIn
from tests.services.s3 import Bucket

SOURCE_CONTENT = bytes(range(251)) * 2500
"""What the source files under test hold: some 600 KiB, in no step with any piece."""


def _folder(request: pytest.FixtureRequest) -> Path:
    tmp_path: Path = request.getfixturevalue("tmp_path")
    return tmp_path / "under-test"


def _bucket(request: pytest.FixtureRequest) -> S3Bucket:
    made: Bucket = request.getfixturevalue("s3_bucket")
    return bucket_at(made.endpoint_url, made.name)


def _borrowed(request: pytest.FixtureRequest) -> BorrowedFiles:
    return BorrowedFiles(_folder(request), HostProcesses())


@asynccontextmanager
async def _memory_staging(_: pytest.FixtureRequest) -> AsyncIterator[StagingArea]:
    yield MemoryStagingArea(SystemClock())


@asynccontextmanager
async def _local_staging(request: pytest.FixtureRequest) -> AsyncIterator[StagingArea]:
    yield LocalDiskStagingArea(_folder(request))


@asynccontextmanager
async def _s3_staging(request: pytest.FixtureRequest) -> AsyncIterator[StagingArea]:
    yield S3StagingArea(_bucket(request), _borrowed(request))


@asynccontextmanager
async def _memory_store(_: pytest.FixtureRequest) -> AsyncIterator[MediaStore]:
    yield MemoryMediaStore()


@asynccontextmanager
async def _local_store(request: pytest.FixtureRequest) -> AsyncIterator[MediaStore]:
    yield LocalDiskMediaStore(_folder(request))


@asynccontextmanager
async def _s3_store(request: pytest.FixtureRequest) -> AsyncIterator[MediaStore]:
    yield S3MediaStore(_bucket(request), _borrowed(request))


@asynccontextmanager
async def _memory_source(_: pytest.FixtureRequest) -> AsyncIterator[SourceFile]:
    yield MemorySourceFile(SOURCE_CONTENT)


@asynccontextmanager
async def _local_source(request: pytest.FixtureRequest) -> AsyncIterator[SourceFile]:
    path = _folder(request)
    path.write_bytes(SOURCE_CONTENT)
    yield await LocalSourceFile.at(path, DiskThreads("test", 1))


@asynccontextmanager
async def _s3_source(request: pytest.FixtureRequest) -> AsyncIterator[SourceFile]:
    """Lend a source of three parts, of which one is empty."""
    bucket, cut = _bucket(request), 300_001
    contents = {"0": SOURCE_CONTENT[:cut], "1": b"", "2": SOURCE_CONTENT[cut:]}
    for key, content in contents.items():
        await bucket.put(key, content)
    parts = tuple(Part(key, len(content)) for key, content in contents.items())
    yield S3SourceFile(bucket, parts, _borrowed(request))


@asynccontextmanager
async def _delivered(request: pytest.FixtureRequest) -> AsyncIterator[SourceFile]:
    stand_in: CloudinaryStandIn = request.getfixturevalue("cloudinary_stand_in")
    put_asset(stand_in, "owner/video", b"", {("t", ".ts"): SOURCE_CONTENT})
    place = HostedPlace(public_id="owner/video", version=1, profile="hd")
    address = Addresses(account_of(stand_in), "").for_ever(place, Target("t", "", "ts"))
    async with Upstream() as upstream:
        blocks = BlockCache(upstream, 4 * len(SOURCE_CONTENT))
        yield DeliveredFile(blocks, address, len(SOURCE_CONTENT), _borrowed(request))


@asynccontextmanager
async def _hosted_original(request: pytest.FixtureRequest) -> AsyncIterator[SourceFile]:
    stand_in: CloudinaryStandIn = request.getfixturevalue("cloudinary_stand_in")
    put_asset(stand_in, "owner/video", SOURCE_CONTENT, {})
    addresses = Addresses(account_of(stand_in), "")

    def write_url() -> str:
        return addresses.original("owner/video", "mp4", int(SystemClock().now().timestamp()) + 60)

    async with Upstream() as upstream:
        yield HostedOriginal(upstream, write_url, len(SOURCE_CONTENT), _borrowed(request))


@asynccontextmanager
async def _s3_check(request: pytest.FixtureRequest) -> AsyncIterator[DependencyCheck]:
    yield S3Check("media_store", _bucket(request))


@asynccontextmanager
async def _folder_check(request: pytest.FixtureRequest) -> AsyncIterator[DependencyCheck]:
    yield WritableFolderCheck("media", _folder(request))


STAGING_AREAS: Table[StagingArea] = {
    "memory": Adapter(
        MemoryStagingArea, _memory_staging, parts=(MemoryStagingWriter, MemoryResumableWriter)
    ),
    "local disk": Adapter(
        LocalDiskStagingArea,
        _local_staging,
        parts=(LocalDiskStagingWriter, LocalDiskResumableWriter),
    ),
    "s3": Adapter(S3StagingArea, _s3_staging, parts=(S3StagingWriter, S3ResumableWriter)),
}
MEDIA_STORES: Table[MediaStore] = {
    "memory": Adapter(MemoryMediaStore, _memory_store),
    "local disk": Adapter(LocalDiskMediaStore, _local_store),
    "s3": Adapter(S3MediaStore, _s3_store),
}
SOURCE_FILES: Table[SourceFile] = {
    "memory": Adapter(MemorySourceFile, _memory_source),
    "local disk": Adapter(LocalSourceFile, _local_source),
    "s3": Adapter(S3SourceFile, _s3_source),
    "delivered by Cloudinary": Adapter(DeliveredFile, _delivered),
    "original at Cloudinary": Adapter(HostedOriginal, _hosted_original),
}
FILE_CHECKS: Table[DependencyCheck] = {
    "folder": Adapter(WritableFolderCheck, _folder_check),
    "s3": Adapter(S3Check, _s3_check),
}
