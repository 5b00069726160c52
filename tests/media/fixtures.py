"""One ffmpeg for the whole run, and the clips that it draws."""

import pytest

from adapters.media.ffmpeg.binaries import Binaries, locate_binaries
from tests.media.clips import Studio
from tests.media.judge import Judge


@pytest.fixture(scope="session")
def binaries() -> Binaries:
    return locate_binaries()


@pytest.fixture(scope="session")
def studio(binaries: Binaries, tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return Studio(binaries, tmp_path_factory.mktemp("clips"))


@pytest.fixture(scope="session")
def judge(binaries: Binaries) -> Judge:
    return Judge(binaries.ffprobe)
