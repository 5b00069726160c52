"""One ffmpeg, one studio for clips, and an engine on an empty scratch folder."""

from pathlib import Path

import pytest

from adapters.media.ffmpeg.binaries import Binaries, locate_binaries
from adapters.media.ffmpeg.engine import FfmpegEngine
from adapters.media.ffmpeg.settings import FfmpegSettings
from tests.adapters.media.clips import Studio
from tests.adapters.media.judge import Judge


@pytest.fixture(scope="session")
def binaries() -> Binaries:
    return locate_binaries()


@pytest.fixture(scope="session")
def studio(binaries: Binaries, tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return Studio(binaries, tmp_path_factory.mktemp("clips"))


@pytest.fixture
def judge(binaries: Binaries) -> Judge:
    return Judge(binaries.ffprobe)


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    return tmp_path / "scratch"


@pytest.fixture
def engine(binaries: Binaries, scratch: Path) -> FfmpegEngine:
    return FfmpegEngine(binaries.ffmpeg, binaries.ffprobe, scratch, FfmpegSettings())
