"""Media engines, and what hosted ones say."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.media.cloudinary.check import CloudinaryCheck
from adapters.media.cloudinary.engine import CloudinaryEngine
from adapters.media.cloudinary.reports import CloudinaryEngineReports
from adapters.media.ffmpeg.binaries import Binaries
from adapters.media.ffmpeg.engine import FfmpegEngine
from adapters.media.ffmpeg.settings import FfmpegSettings
from adapters.media.memory import MemoryMediaEngine, Script
from adapters.media.memory_hosted import MemoryEngineReports, MemoryHostedEngine
from adapters.media.silent_reports import SilentEngineReports
from application.ports.dependency_check import DependencyCheck
from application.ports.engine_reports import EngineReports
from application.ports.media_engine import MediaEngine
from domain.video.failure import FailureCode
from tests.adapters.media.cloudinary.hosting import hosted_by
from tests.contracts.adapters_under_test.table import Adapter, Table

NOT_A_VIDEO = b"Once upon a time there was a file that played nothing.\n" * 20
"""What every engine refuses; an engine that decodes nothing is told so."""


@asynccontextmanager
async def _memory(request: pytest.FixtureRequest) -> AsyncIterator[MediaEngine]:
    refused = Script(fails_with=FailureCode.NOT_A_VIDEO)
    yield MemoryMediaEngine(_scratch(request), {NOT_A_VIDEO: refused})


@asynccontextmanager
async def _ffmpeg(request: pytest.FixtureRequest) -> AsyncIterator[MediaEngine]:
    binaries: Binaries = request.getfixturevalue("binaries")
    yield FfmpegEngine(binaries.ffmpeg, binaries.ffprobe, _scratch(request), FfmpegSettings())


def _scratch(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.getfixturevalue("scratch")
    return folder


@asynccontextmanager
async def _memory_hosted(request: pytest.FixtureRequest) -> AsyncIterator[MediaEngine]:  # noqa: ARG001 - every adapter is opened alike
    yield MemoryHostedEngine({NOT_A_VIDEO: FailureCode.NOT_A_VIDEO}, is_quick=True)


@asynccontextmanager
async def _silent_reports(request: pytest.FixtureRequest) -> AsyncIterator[EngineReports]:  # noqa: ARG001 - every adapter is opened alike
    yield SilentEngineReports()


@asynccontextmanager
async def _memory_reports(request: pytest.FixtureRequest) -> AsyncIterator[EngineReports]:  # noqa: ARG001 - every adapter is opened alike
    yield MemoryEngineReports("known to the engine")


@asynccontextmanager
async def _cloudinary(request: pytest.FixtureRequest) -> AsyncIterator[MediaEngine]:
    async with hosted_by(request.getfixturevalue("cloudinary_stand_in")) as hosted:
        yield hosted.engine


@asynccontextmanager
async def _cloudinary_reports(request: pytest.FixtureRequest) -> AsyncIterator[EngineReports]:
    async with hosted_by(request.getfixturevalue("cloudinary_stand_in")) as hosted:
        yield hosted.reports


@asynccontextmanager
async def _cloudinary_check(request: pytest.FixtureRequest) -> AsyncIterator[DependencyCheck]:
    async with hosted_by(request.getfixturevalue("cloudinary_stand_in")) as hosted:
        yield hosted.check


LOCAL_ENGINES: Table[MediaEngine] = {
    "memory": Adapter(MemoryMediaEngine, _memory),
    "ffmpeg": Adapter(FfmpegEngine, _ffmpeg),
}
HOSTED_ENGINES: Table[MediaEngine] = {
    "memory-hosted": Adapter(MemoryHostedEngine, _memory_hosted),
    "cloudinary": Adapter(CloudinaryEngine, _cloudinary),
}
MEDIA_ENGINES: Table[MediaEngine] = {**LOCAL_ENGINES, **HOSTED_ENGINES}

ENGINE_REPORTS: Table[EngineReports] = {
    "silent": Adapter(SilentEngineReports, _silent_reports),
    "memory": Adapter(MemoryEngineReports, _memory_reports),
    "cloudinary": Adapter(CloudinaryEngineReports, _cloudinary_reports),
}
ENGINE_CHECKS: Table[DependencyCheck] = {
    "cloudinary": Adapter(CloudinaryCheck, _cloudinary_check),
}
