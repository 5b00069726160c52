"""Staging areas, media stores, and the files that they hand out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.files.local_source import LocalSourceFile
from adapters.files.memory_source import MemorySourceFile
from adapters.files.threads import DiskThreads
from adapters.files.writable_folder import WritableFolderCheck
from adapters.staging.local_disk import LocalDiskStagingArea, LocalDiskStagingWriter
from adapters.staging.memory import MemoryStagingArea, MemoryStagingWriter
from adapters.storage.local_disk import LocalDiskMediaStore
from adapters.storage.memory import MemoryMediaStore
from adapters.system.clock import SystemClock
from application.ports.dependency_check import DependencyCheck
from application.ports.media_store import MediaStore
from application.ports.source_file import SourceFile
from application.ports.staging_area import StagingArea
from tests.contracts.adapters_under_test.table import Adapter, Table

SOURCE_CONTENT = bytes(range(251)) * 2500
"""What the source files under test hold: some 600 KiB, in no step with any piece."""


def _folder(request: pytest.FixtureRequest) -> Path:
    tmp_path: Path = request.getfixturevalue("tmp_path")
    return tmp_path / "under-test"


@asynccontextmanager
async def _memory_staging(_: pytest.FixtureRequest) -> AsyncIterator[StagingArea]:
    yield MemoryStagingArea(SystemClock())


@asynccontextmanager
async def _local_staging(request: pytest.FixtureRequest) -> AsyncIterator[StagingArea]:
    yield LocalDiskStagingArea(_folder(request))


@asynccontextmanager
async def _memory_store(_: pytest.FixtureRequest) -> AsyncIterator[MediaStore]:
    yield MemoryMediaStore()


@asynccontextmanager
async def _local_store(request: pytest.FixtureRequest) -> AsyncIterator[MediaStore]:
    yield LocalDiskMediaStore(_folder(request))


@asynccontextmanager
async def _memory_source(_: pytest.FixtureRequest) -> AsyncIterator[SourceFile]:
    yield MemorySourceFile(SOURCE_CONTENT)


@asynccontextmanager
async def _local_source(request: pytest.FixtureRequest) -> AsyncIterator[SourceFile]:
    path = _folder(request)
    path.write_bytes(SOURCE_CONTENT)
    yield await LocalSourceFile.at(path, DiskThreads("test", 1))


@asynccontextmanager
async def _folder_check(request: pytest.FixtureRequest) -> AsyncIterator[DependencyCheck]:
    yield WritableFolderCheck("media", _folder(request))


STAGING_AREAS: Table[StagingArea] = {
    "memory": Adapter(MemoryStagingArea, _memory_staging, parts=(MemoryStagingWriter,)),
    "local disk": Adapter(LocalDiskStagingArea, _local_staging, parts=(LocalDiskStagingWriter,)),
}
MEDIA_STORES: Table[MediaStore] = {
    "memory": Adapter(MemoryMediaStore, _memory_store),
    "local disk": Adapter(LocalDiskMediaStore, _local_store),
}
SOURCE_FILES: Table[SourceFile] = {
    "memory": Adapter(MemorySourceFile, _memory_source),
    "local disk": Adapter(LocalSourceFile, _local_source),
}
FOLDER_CHECKS: Table[DependencyCheck] = {
    "folder": Adapter(WritableFolderCheck, _folder_check),
}
