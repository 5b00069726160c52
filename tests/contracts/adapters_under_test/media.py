"""Media engines."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.media.ffmpeg.binaries import Binaries
from adapters.media.ffmpeg.engine import FfmpegEngine
from adapters.media.ffmpeg.settings import FfmpegSettings
from adapters.media.memory import MemoryMediaEngine, Script
from application.ports.media_engine import MediaEngine
from domain.video.failure import FailureCode
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


MEDIA_ENGINES: Table[MediaEngine] = {
    "memory": Adapter(MemoryMediaEngine, _memory),
    "ffmpeg": Adapter(FfmpegEngine, _ffmpeg),
}
