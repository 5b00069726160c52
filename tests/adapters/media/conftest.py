"""An engine on an empty scratch folder."""

from pathlib import Path

import pytest

from adapters.media.ffmpeg.binaries import Binaries
from adapters.media.ffmpeg.engine import FfmpegEngine
from adapters.media.ffmpeg.settings import FfmpegSettings


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    return tmp_path / "scratch"


@pytest.fixture
def engine(binaries: Binaries, scratch: Path) -> FfmpegEngine:
    return FfmpegEngine(binaries.ffmpeg, binaries.ffprobe, scratch, FfmpegSettings())
