"""Stand-ins for tests: an empty one each, and one for all that holds a finished video."""

from collections.abc import Iterator
from pathlib import Path

import cloudinary.uploader
import pytest

from adapters.media.ffmpeg.binaries import Binaries
from adapters.system.clock import SystemClock
from tests.media.clips import Studio
from tests.services.cloudinary.stand_in import CloudinaryStandIn, running_stand_in


@pytest.fixture
def cloudinary_stand_in(tmp_path: Path, binaries: Binaries) -> Iterator[CloudinaryStandIn]:
    """Run a stand-in with an account and assets that no other test has."""
    with running_stand_in(tmp_path / "cloudinary", binaries) as stand_in:
        yield stand_in


@pytest.fixture(scope="session")
def cloudinary_for_all(
    binaries: Binaries, studio: Studio, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CloudinaryStandIn]:
    """Run a stand-in on which the video `owner/video` has two rungs and a thumbnail."""
    with running_stand_in(tmp_path_factory.mktemp("cloudinary"), binaries) as stand_in:
        cloudinary.uploader.upload(
            str(studio.two_rungs()),
            resource_type="video",
            type="authenticated",
            public_id="owner/video",
            eager="sp_hd/m3u8|c_limit,so_auto,w_640/jpg",
            eager_async=True,
            **stand_in.sdk_options,
        )
        stand_in.processing.wait()
        yield stand_in


@pytest.fixture
def filled_cloudinary(cloudinary_for_all: CloudinaryStandIn) -> Iterator[CloudinaryStandIn]:
    """Lend the stand-in with the video; its clock and its faults are put right afterwards."""
    cloudinary_for_all.calls.clear()
    yield cloudinary_for_all
    cloudinary_for_all.faults.clear()
    cloudinary_for_all.core.clock = SystemClock()
