"""A stand-in for one test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.media.ffmpeg.binaries import Binaries
from tests.services.cloudinary.stand_in import CloudinaryStandIn, running_stand_in


@pytest.fixture
def cloudinary_stand_in(tmp_path: Path, binaries: Binaries) -> Iterator[CloudinaryStandIn]:
    """Run a stand-in with an account and assets that no other test has."""
    with running_stand_in(tmp_path / "cloudinary", binaries) as stand_in:
        yield stand_in
